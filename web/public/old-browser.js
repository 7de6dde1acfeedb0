// Browsers that cannot run the app run this: plain words instead of a page that never comes.
document.getElementById('app').innerHTML =
  '<main><h1>Trình duyệt này quá cũ</h1>' +
  '<p>Anh/Chị hãy mở trang bằng Chrome (máy Android) hoặc Safari (iPhone). Nếu đang mở trong Zalo hay Facebook, hãy cập nhật ứng dụng đó rồi mở lại.</p>' +
  '<p>Vẫn chưa được: Anh/Chị nhờ cán bộ công đoàn cơ sở, hoặc dự thi trên máy khác; lượt thi chưa bắt đầu thì không bị mất.</p>' +
  '<div lang="en"><h2>This browser is too old</h2>' +
  '<p>Open the page in Chrome (Android) or Safari (iPhone). Inside Zalo or Facebook, update that app and open the page again.</p>' +
  '<p>If it still does not work, ask your union officer, or use another phone: an attempt that has not started is not lost.</p></div></main>'
