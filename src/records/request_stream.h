#pragma once

// Private to records/: where the requests of an Open311 import come from.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "base/result.h"
#include "records/open311_entries.h"
#include "records/packed_file.h"

namespace kept::records {

class RequestStream {
 public:
  virtual ~RequestStream() = default;
  /// The next one; false at the end. An error: what follows cannot be read.
  [[nodiscard]] virtual base::Result<bool> next(Open311Request& request) = 0;
  /// As RecordSource has them.
  [[nodiscard]] virtual std::string page() const = 0;
  [[nodiscard]] virtual std::int64_t position() const = 0;
  [[nodiscard]] virtual std::int64_t size() const = 0;
};

/// Those in a file, plain or packed, whatever its size.
class RequestFile final : public RequestStream {
 public:
  [[nodiscard]] static base::Result<std::unique_ptr<RequestFile>> open(
      const std::filesystem::path& file);

  [[nodiscard]] base::Result<bool> next(Open311Request& request) override {
    return entries_.next(request);
  }
  [[nodiscard]] std::string page() const override { return {}; }
  [[nodiscard]] std::int64_t position() const override { return file_.position(); }
  [[nodiscard]] std::int64_t size() const override { return file_.size(); }

 private:
  explicit RequestFile(PackedFile file);

  PackedFile file_;
  Open311Entries entries_;
};

}  // namespace kept::records
