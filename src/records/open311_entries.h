#pragma once

// Private to records/: the requests of one Open311 answer, one after the other.

#include <deque>
#include <memory>
#include <string>

#include "records/csv_rows.h"
#include "records/open311_parser.h"

namespace kept::records {

/// Reads requests out of the bytes of an answer in XML or JSON, in memory that does not grow with
/// it.
class Open311Entries {
 public:
  explicit Open311Entries(ReadBytes read);

  /// The next request; false at the end. An error: this is no such answer, or not from here on.
  [[nodiscard]] base::Result<bool> next(Open311Request& request);

 private:
  [[nodiscard]] base::Result<base::Done> take_piece();

  ReadBytes read_;
  std::string block_;
  std::unique_ptr<Open311Parser> parser_;  // made when it is seen what comes
  std::deque<Open311Request> ready_;
  bool at_begin_ = true;
  bool ended_ = false;
};

}  // namespace kept::records
