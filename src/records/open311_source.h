#pragma once

// Private to records/: the requests of an Open311 answer as records.

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/time_format.h"
#include "records/record_source.h"

namespace kept::records {

/// A request as its server tells it, by the names of the standard: text, whatever it was.
using Open311Request = std::map<std::string, std::string>;

/// The requests of an answer to GET requests, in XML or in JSON; a list, or one in an object
/// "service_requests". Refused when it is something else, an answer that tells of errors too.
[[nodiscard]] base::Result<std::vector<Open311Request>> read_open311(const std::string& answer);

class Open311Source final : public RecordSource {
 public:
  Open311Source(std::vector<Open311Request> requests, std::string source,
                const base::TimeZone& city_zone);

  [[nodiscard]] base::Result<bool> next(Row& row) override;
  [[nodiscard]] std::vector<std::string> header() const override;
  [[nodiscard]] Remarks remarks() const override { return remarks_; }
  [[nodiscard]] std::int64_t position() const override { return next_; }
  [[nodiscard]] std::int64_t size() const override {
    return static_cast<std::int64_t>(requests_.size());
  }

 private:
  struct Wrong {
    std::string field;
    std::string value;
    std::string reason;
  };
  [[nodiscard]] std::optional<Wrong> read(const Open311Request& request,
                                          desk::HistoricRecord& record, Remarks& remarks) const;
  [[nodiscard]] std::optional<Wrong> read_time(const Open311Request& request, const char* name,
                                               std::optional<base::Instant>& into,
                                               Remarks& remarks) const;

  std::vector<Open311Request> requests_;
  std::string source_;
  base::TimeZone zone_;
  std::vector<base::TimeFormat> formats_;
  std::int64_t next_ = 0;
  Remarks remarks_;
};

}  // namespace kept::records
