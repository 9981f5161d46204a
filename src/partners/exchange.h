#pragma once

// Private to partners/: one HTTP request, as far as it got.

#include <string>
#include <utility>
#include <vector>

#include "partners/endpoint.h"

namespace kept::partners {

using Fields = std::vector<std::pair<std::string, std::string>>;

struct Exchange {
  enum class End {
    answered,   ///< `status` and `body`
    not_begun,  ///< nothing of the request has left
    lost,       ///< it may have been understood; no answer, or none that can be read
  };
  End end = End::not_begun;
  long status = 0;
  std::string body;
  std::string detail;  ///< without address, key or words of the other side
};

/// `address` with `fields` as its query.
[[nodiscard]] Exchange get(const std::string& address, const Fields& fields,
                           const Patience& patience);
/// `fields` as a form, with pictures in JPEG as one of several parts; `repeat_key` goes with it as
/// Idempotency-Key.
[[nodiscard]] Exchange post(const std::string& address, const Fields& fields,
                            const std::vector<std::string>& pictures, const std::string& repeat_key,
                            const Patience& patience);
/// One piece of a path, escaped.
[[nodiscard]] std::string path_piece(const std::string& text);

}  // namespace kept::partners
