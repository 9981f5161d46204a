#include "http/server/metrics.h"

#include <algorithm>
#include <charconv>
#include <string_view>

namespace kept::http {
namespace {

constexpr std::array<std::string_view, 6> kMethods{"GET", "HEAD", "POST", "DELETE", "PATCH", "PUT"};

/// Neither methods nor paths that a client made up become names of figures.
std::string operation(const Answered& request) {
  const bool known = std::find(kMethods.begin(), kMethods.end(), request.method) != kMethods.end();
  return (known ? request.method : "other") + " " +
         (request.route.empty() ? "other" : request.route);
}

std::string number(double value) {
  std::array<char, 32> text{};
  const auto written = std::to_chars(text.data(), text.data() + text.size(), value);
  return {text.data(), written.ptr};
}

std::string head(const std::string& name, const char* type, const std::string& help) {
  return "# HELP " + name + " " + help + "\n# TYPE " + name + " " + type + "\n";
}

std::string line(const std::string& name, const std::string& labels, const std::string& value) {
  return name + (labels.empty() ? "" : "{" + labels + "}") + " " + value + "\n";
}

std::string label(const std::string& name, const std::string& value) {
  return name + "=\"" + value + "\"";
}

}  // namespace

void Metrics::count(const Answered& request) {
  const std::string name = operation(request);
  const double seconds = std::chrono::duration<double>(request.took).count();
  const std::scoped_lock lock(mutex_);
  ++requests_[{name, request.status}];
  Times& times = times_[name];
  for (std::size_t i = 0; i < kBuckets.size(); ++i) {
    if (seconds <= kBuckets[i]) ++times.at_most[i];
  }
  ++times.count;
  times.sum += seconds;
}

void Metrics::add(Kind kind, std::string name, std::string help,
                  std::function<std::vector<Sample>()> read) {
  figures_.push_back({kind, std::move(name), std::move(help), std::move(read)});
}

std::string Metrics::text() const {
  std::string text;
  {
    const std::scoped_lock lock(mutex_);
    const std::string requests = "kept311_http_requests_total";
    text += head(requests, "counter", "Requests answered, by operation and status.");
    for (const auto& [key, count] : requests_) {
      text +=
          line(requests,
               label("operation", key.first) + "," + label("status", std::to_string(key.second)),
               std::to_string(count));
    }
    const std::string seconds = "kept311_http_request_seconds";
    text += head(seconds, "histogram", "How long answers took, by operation.");
    for (const auto& [name, times] : times_) {
      const std::string of = label("operation", name);
      for (std::size_t i = 0; i < kBuckets.size(); ++i) {
        text += line(seconds + "_bucket", of + "," + label("le", number(kBuckets[i])),
                     std::to_string(times.at_most[i]));
      }
      text +=
          line(seconds + "_bucket", of + "," + label("le", "+Inf"), std::to_string(times.count));
      text += line(seconds + "_sum", of, number(times.sum));
      text += line(seconds + "_count", of, std::to_string(times.count));
    }
  }
  for (const Figure& figure : figures_) {
    text += head(figure.name, figure.kind == Kind::counter ? "counter" : "gauge", figure.help);
    for (const Sample& sample : figure.read()) {
      const auto& [name, value] = sample.label;
      text += line(figure.name, name.empty() ? "" : label(name, value), number(sample.value));
    }
  }
  return text;
}

}  // namespace kept::http
