#pragma once

// Private to records/: the requests of an Open311 answer, out of its bytes as they come.

#include <array>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace kept::records {

/// What is read of a request: by the names of the standard, then those that its bulk extension and
/// `kept311 export open311` have beside them.
inline constexpr std::array<const char*, 17> kOpen311Fields{"service_request_id",
                                                            "status",
                                                            "status_notes",
                                                            "service_name",
                                                            "service_code",
                                                            "agency_responsible",
                                                            "requested_datetime",
                                                            "updated_datetime",
                                                            "address",
                                                            "lat",
                                                            "long",
                                                            "zipcode",
                                                            "parent_service_request_id",
                                                            "closed_date",
                                                            "status_description",
                                                            "source",
                                                            "system"};
[[nodiscard]] bool is_open311_field(std::string_view name);

/// A request as its server tells it: text, whatever it was. What is null is there and empty.
struct Open311Request {
  std::map<std::string, std::string> fields;
  std::map<std::string, std::string> areas;  ///< kind and name

  [[nodiscard]] std::string field(const char* name) const;
};

/// More than one request has; bounds what is held of it.
inline constexpr std::size_t kLongestOpen311Request = std::size_t{1} << 20U;

/// Reads an answer to GET requests piece by piece: a list, or one in an object "service_requests".
/// Refused when it is something else, an answer that tells of errors too.
class Open311Parser {
 public:
  virtual ~Open311Parser() = default;
  /// `is_last`: nothing follows. What is whole by then goes into `ready`.
  [[nodiscard]] virtual base::Result<base::Done> take(std::string_view piece, bool is_last,
                                                      std::deque<Open311Request>& ready) = 0;
};

[[nodiscard]] std::unique_ptr<Open311Parser> make_open311_json_parser();
[[nodiscard]] std::unique_ptr<Open311Parser> make_open311_xml_parser();

[[nodiscard]] base::Error no_open311_answer(const std::string& why);

}  // namespace kept::records
