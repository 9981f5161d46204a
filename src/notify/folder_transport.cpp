#include "notify/folder_transport.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace kept::notify {
namespace {

using desk::Handover;
namespace fs = std::filesystem;

/// Accepted means that it stays, so the file is on stable storage before it has its name.
bool write_durably(const fs::path& file, const std::string& text) {
  const int handle = open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (handle < 0) return false;
  std::size_t done = 0;
  while (done < text.size()) {
    const ssize_t written = write(handle, text.data() + done, text.size() - done);
    if (written < 0 && errno != EINTR) break;
    if (written > 0) done += static_cast<std::size_t>(written);
  }
  const bool synced = fsync(handle) == 0;
  return close(handle) == 0 && synced && done == text.size();
}

}  // namespace

Handover FolderTransport::deliver(const Mail& mail) {
  std::error_code failed;
  fs::create_directories(folder_, failed);
  const std::string name = mail.message_id.substr(0, mail.message_id.find('@'));
  const fs::path unfinished = folder_ / (name + ".part");
  if (!failed && write_durably(unfinished, mime_text(mail))) {
    fs::rename(unfinished, folder_ / (name + ".eml"), failed);
    if (!failed) return {Handover::Answer::accepted, "", {}};
  }
  return {Handover::Answer::try_again, "the folder cannot be written to", {}};
}

std::string FolderTransport::description() const {
  return "no mail server is configured; what would be sent is put into " + folder_.string();
}

}  // namespace kept::notify
