#pragma once

// Private to http/api: the telephone as the JSON of docs/api/openapi.yaml.

#include "desk/ports/telephone.h"
#include "desk/telephone/run_queue.h"
#include "http/api/api.h"
#include "http/api/view.h"

namespace kept::http {

class TelephoneView {
 public:
  TelephoneView(View& view, const desk::TelephoneRow& set_up);

  [[nodiscard]] json::object call(const desk::CallRow& row);
  /// What whoever is not in it may know of it.
  [[nodiscard]] json::object call_of_others(const desk::Principal& who, const desk::CallRow& row);
  /// The same, with the cases that were spoken of in them and who else was there.
  [[nodiscard]] json::array listed_calls(const desk::Principal& who,
                                         const std::vector<desk::CallRow>& rows);
  /// How somebody stands to the telephone, with the call that rings there or that they are in.
  [[nodiscard]] json::object own(const desk::Principal& who, const TelephoneFacts& facts);
  /// The same where there is no telephone.
  [[nodiscard]] static json::object idle(const TelephoneFacts& facts);
  [[nodiscard]] json::object wall(const desk::Principal& who);
  [[nodiscard]] json::object measures(base::Instant from, base::Instant until);
  /// What interpreters are to be paid for, of those who answered in [from, until).
  [[nodiscard]] json::array interpreters(base::Instant from, base::Instant until);

 private:
  [[nodiscard]] json::value queue(const std::string& key) const;
  [[nodiscard]] json::array emergency();
  [[nodiscard]] json::array spoken_of(const desk::CallRow& row, const desk::Principal& who);
  [[nodiscard]] json::value called(const desk::Principal& who);
  [[nodiscard]] static json::value audio(const TelephoneFacts& facts);
  void pop(const desk::CallRow& row, json::object& shown);

  View& view_;
  desk::Reader& reader_;
  const desk::TelephoneRow& set_up_;
};

}  // namespace kept::http
