#include "records/request_stream.h"

#include <utility>

namespace kept::records {

using base::Result;

RequestFile::RequestFile(PackedFile file)
    : file_(std::move(file)),
      entries_([this](char* into, std::size_t size) { return file_.read(into, size); }) {}

Result<std::unique_ptr<RequestFile>> RequestFile::open(const std::filesystem::path& file) {
  auto packed = PackedFile::open(file);
  if (!packed.ok()) return packed.error();
  return std::unique_ptr<RequestFile>(new RequestFile(std::move(packed).value()));
}

}  // namespace kept::records
