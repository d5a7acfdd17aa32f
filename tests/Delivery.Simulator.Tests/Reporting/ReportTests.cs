using System.Text.Json;
using Delivery.Simulator.Reporting;

namespace Delivery.Simulator.Tests.Reporting;

public sealed class ReportTests
{
    [Fact]
    public void ToJson_HasTheDocumentedMembersOnOneLine()
    {
        var report = new Report(
            2, 1, new Dictionary<string, int> { ["Completed"] = 1 }, new Dictionary<string, int> { ["storeRejects"] = 1 }, 1.5,
            new Percentiles(1, 2, 3), new Percentiles(4, 5, 6), 0);

        var json = report.ToJson();

        json.ShouldNotContain("\n");
        JsonSerializer.Deserialize<JsonElement>(json).EnumerateObject().Select(member => member.Name).ShouldBe(
            ["orders", "completed", "byState", "branches", "ordersPerSecond", "lifecycleMs", "stepMs", "violations"]);
        json.ShouldContain("""
            "lifecycleMs":{"p50":1,"p95":2,"p99":3}
            """);
        json.ShouldContain("storeRejects");
    }
}
