#include "http/server/file_source.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>

namespace kept::http {
namespace {

constexpr std::int64_t kReadAtOnce = 262'144;

}  // namespace

std::shared_ptr<FileSource> FileSource::open(const FilePart& part) {
  const int handle = ::open(part.path.c_str(), O_RDONLY | O_CLOEXEC);
  if (handle < 0) return nullptr;
  return std::shared_ptr<FileSource>(new FileSource(handle, part));
}

FileSource::~FileSource() { ::close(handle_); }

bool FileSource::next() {
  piece_.resize(static_cast<std::size_t>(std::min(left_, kReadAtOnce)));
  const ssize_t read = ::pread(handle_, piece_.data(), piece_.size(), offset_);
  if (read <= 0) return false;
  piece_.resize(static_cast<std::size_t>(read));
  offset_ += read;
  left_ -= read;
  return true;
}

}  // namespace kept::http
