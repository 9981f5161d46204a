#pragma once

#include <filesystem>

#include "notify/transport.h"

namespace kept::notify {

/// Puts each mail into a folder as one .eml file, named by its Message-ID: what a city without a
/// mail server, a demo or a test would have sent. The same mail twice is one file.
class FolderTransport final : public Transport {
 public:
  explicit FolderTransport(std::filesystem::path folder) : folder_(std::move(folder)) {}

  desk::Handover deliver(const Mail& mail) override;
  [[nodiscard]] std::string description() const override;

 private:
  std::filesystem::path folder_;
};

}  // namespace kept::notify
