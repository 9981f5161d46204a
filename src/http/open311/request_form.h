#pragma once

// Private to http/open311.

#include <string>
#include <vector>

#include "base/time_zone.h"
#include "desk/join_request.h"
#include "desk/receive_request.h"
#include "http/open311/arguments.h"

namespace kept::http {

/// Reads what is sent to requests; what is wrong with it goes into `mistakes`.
class RequestForm {
 public:
  /// `zone`: of times that name none.
  RequestForm(const Arguments& arguments, const base::TimeZone& zone,
              std::vector<base::Error>& mistakes)
      : arguments_(arguments), zone_(zone), mistakes_(mistakes) {}

  /// A request for `service`.
  [[nodiscard]] desk::RequestForm request(const desk::ServiceRow& service);
  /// 'Me too' to the request that `joins` names.
  [[nodiscard]] desk::JoinForm join(const desk::ServiceRow& service, const std::string& joins);

 private:
  void too_long(const std::string& name);
  [[nodiscard]] std::string text(const char* name, std::size_t most);
  /// The standard's argument, else FixMyStreet's for the same.
  [[nodiscard]] std::string text(const char* name, const char* or_else);
  void read_sender(desk::Sender& sender);
  /// What the city does not ask for, a line each.
  [[nodiscard]] std::string asides(const desk::ServiceRow* service);
  [[nodiscard]] bool is_non_public();
  /// As it is kept: times as we write them, of whatever spelling they came in.
  [[nodiscard]] std::string answer(const desk::ServiceRow& service, const std::string& code,
                                   const std::string& given);

  const Arguments& arguments_;
  const base::TimeZone& zone_;
  std::vector<base::Error>& mistakes_;
};

}  // namespace kept::http
