#include "notify/returned_mail.h"

#include <gtest/gtest.h>

#include "notify/mail.h"

namespace kept::notify {
namespace {

/// A report as RFC 3464 has it; `status` stands for one recipient, `enclosed` is what came back.
std::string report(const std::string& status, const std::string& enclosed,
                   const std::string& enclosed_type = "message/rfc822") {
  return "From: MAILER-DAEMON@mail.example.org\r\n"
         "Subject: Undelivered Mail Returned to Sender\r\n"
         "MIME-Version: 1.0\r\n"
         "Content-Type: multipart/report; report-type=delivery-status; boundary=\"edge\"\r\n\r\n"
         "--edge\r\nContent-Type: text/plain\r\n\r\nI could not deliver your mail.\r\n"
         "--edge\r\nContent-Type: message/delivery-status\r\n\r\n"
         "Reporting-MTA: dns; mail.example.org\r\nArrival-Date: Tue, 24 Nov 2026 15:00:00 +0000\r\n"
         "\r\n" +
         status + "\r\n--edge\r\nContent-Type: " + enclosed_type + "\r\n\r\n" + enclosed +
         "\r\n--edge--\r\n";
}

const std::string kFailed =
    "Final-Recipient: rfc822; karim@example.org\r\nAction: failed\r\nStatus: 5.1.1\r\n";
const std::string kDelayed =
    "Final-Recipient: rfc822; karim@example.org\r\nAction: delayed\r\nStatus: 4.4.1\r\n";

std::string our_mail() {
  return mime_text({"Alder Bay 311",
                    "311@example.org",
                    "karim@example.org",
                    "Your answer",
                    "Yes, until nine.",
                    "7.1764000000000@example.org",
                    {}});
}

TEST(ReturnedMailTest, NamesWhatCouldNotBeDelivered) {
  EXPECT_EQ(undelivered(report(kFailed, our_mail())), "7.1764000000000@example.org");
}

TEST(ReturnedMailTest, HeadersAloneAreEnough) {
  const std::string mail = our_mail();
  const std::string headers = mail.substr(0, mail.find("\r\n\r\n") + 2);
  EXPECT_EQ(undelivered(report(kFailed, headers, "text/rfc822-headers")),
            "7.1764000000000@example.org");
}

TEST(ReturnedMailTest, ADelayIsNoFailure) {
  EXPECT_EQ(undelivered(report(kDelayed, our_mail())), std::nullopt);
}

TEST(ReturnedMailTest, OneFailureAmongSeveralRecipientsCounts) {
  EXPECT_TRUE(undelivered(report(kDelayed + "\r\n" + kFailed, our_mail())).has_value());
}

TEST(ReturnedMailTest, WhatIsNoReportIsNone) {
  EXPECT_EQ(undelivered(our_mail()), std::nullopt);
  EXPECT_EQ(undelivered(""), std::nullopt);
  EXPECT_EQ(undelivered("\r\n\r\n"), std::nullopt);
  EXPECT_EQ(undelivered("Content-Type: multipart/report; boundary=x\r\n\r\n--x--\r\n"),
            std::nullopt);
  EXPECT_EQ(undelivered(std::string(1000, '\0')), std::nullopt);
}

TEST(ReturnedMailTest, AReportThatWasCutOffIsNone) {
  const std::string whole = report(kFailed, our_mail());
  EXPECT_EQ(undelivered(whole.substr(0, whole.find("Action"))), std::nullopt);
}

}  // namespace
}  // namespace kept::notify
