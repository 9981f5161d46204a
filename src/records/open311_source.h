#pragma once

// Private to records/: the requests of an Open311 answer as records.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/time_format.h"
#include "records/record_source.h"
#include "records/request_stream.h"

namespace kept::records {

class Open311Source final : public RecordSource {
 public:
  /// `source` names where they come from, unless a request says itself in which system it stands.
  Open311Source(std::unique_ptr<RequestStream> requests, std::string source,
                const base::TimeZone& city_zone);

  [[nodiscard]] base::Result<bool> next(Row& row) override;
  [[nodiscard]] std::vector<std::string> header() const override;
  [[nodiscard]] Remarks remarks() const override { return remarks_; }
  [[nodiscard]] std::string page() const override { return requests_->page(); }
  [[nodiscard]] std::int64_t position() const override { return requests_->position(); }
  [[nodiscard]] std::int64_t size() const override { return requests_->size(); }

 private:
  struct Wrong {
    std::string field;
    std::string value;
    std::string reason;
  };
  [[nodiscard]] std::optional<Wrong> read(const Open311Request& request,
                                          desk::HistoricRecord& record, Remarks& remarks) const;
  [[nodiscard]] std::optional<Wrong> read_number(const Open311Request& request,
                                                 desk::HistoricRecord& record) const;
  [[nodiscard]] std::optional<Wrong> read_times(const Open311Request& request,
                                                desk::HistoricRecord& record,
                                                Remarks& remarks) const;
  [[nodiscard]] std::optional<Wrong> read_time(const Open311Request& request, const char* name,
                                               std::optional<base::Instant>& into,
                                               Remarks& remarks) const;

  std::unique_ptr<RequestStream> requests_;
  std::string source_;
  base::TimeZone zone_;
  std::vector<base::TimeFormat> formats_;
  std::int64_t read_ = 0;
  Remarks remarks_;
};

}  // namespace kept::records
