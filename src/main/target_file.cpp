#include "main/target_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace kept {
namespace {

using base::Done;
using base::Result;

base::Error cannot_write(const std::string& where) {
  return base::unavailable("export.not_written", where + " could not be written to.");
}

}  // namespace

TargetFile::TargetFile(std::filesystem::path file)
    : file_(std::move(file)), part_(file_.string() + ".part") {}

TargetFile::~TargetFile() {
  if (handle_ < 0 || file_.empty()) return;
  ::close(handle_);
  ::unlink(part_.c_str());
}

Result<Done> TargetFile::open() {
  if (file_.empty()) {
    handle_ = STDOUT_FILENO;
    return Done{};
  }
  handle_ = ::open(part_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  return handle_ >= 0 ? Result<Done>(Done{}) : cannot_write(part_);
}

Result<Done> TargetFile::write(std::string_view piece) {
  while (!piece.empty()) {
    const ssize_t taken = ::write(handle_, piece.data(), piece.size());
    // A signal came before anything was written; that is no failure.
    if (taken < 0 && errno == EINTR) continue;
    if (taken < 0) return cannot_write(file_.empty() ? "Standard output" : part_);
    piece.remove_prefix(static_cast<std::size_t>(taken));
    bytes_ += taken;
  }
  return Done{};
}

Result<Done> TargetFile::finish() {
  if (file_.empty()) return Done{};
  const bool is_there = ::fsync(handle_) == 0 && ::close(std::exchange(handle_, -1)) == 0 &&
                        ::rename(part_.c_str(), file_.c_str()) == 0;
  return is_there ? Result<Done>(Done{}) : cannot_write(file_.string());
}

}  // namespace kept
