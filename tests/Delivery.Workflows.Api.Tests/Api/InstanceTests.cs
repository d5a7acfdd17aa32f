using System.Text.Json.Nodes;
using Delivery.Workflows.Api.Tests.Support;

namespace Delivery.Workflows.Api.Tests.Api;

public sealed class InstanceTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Theory]
    [InlineData("""{ "statuses": ["Running"] }""", new[] { "waiting" })]
    [InlineData("""{ "subStatuses": ["Faulted", "Finished"] }""", new[] { "ending", "naming", "faulting" })]
    [InlineData("""{ "hasIncidents": true }""", new[] { "faulting" })]
    [InlineData("""{ "definitionIds": ["ending"], "definitionId": null, "searchTerm": "" }""", new[] { "ending" })]
    [InlineData("""{ "searchTerm": "order-2" }""", new[] { "ending" })]
    [InlineData("""{ "isSystem": true }""", new string[0])]
    [InlineData("""{ "subStatus": "Interrupted" }""", new string[0])]
    [InlineData("""{ "timestampFilters": [ { "column": "FinishedAt", "operator": "GreaterThan", "timestamp": "2020-01-01T00:00:00+00:00" } ], "orderBy": "LastExecuted" }""", new[] { "ending", "naming", "faulting" })]
    [InlineData("""{ "timestampFilters": [ { "column": "createdAt", "operator": "LessThanOrEqual", "timestamp": "2020-01-01T00:00:00+00:00" } ] }""", new string[0])]
    public async Task List_WithConditions_HasWhatFits(string body, string[] expected)
    {
        var list = await host.PostJsonAsync("/workflow-instances", JsonNode.Parse(body)!);

        list["items"]!.AsArray().Select(item => item!["definitionId"]!.GetValue<string>()).ShouldBe(expected, ignoreOrder: true);
        list["totalCount"]!.GetValue<int>().ShouldBe(expected.Length);
    }

    [Theory]
    [InlineData("""{ "statuses": ["Nope"] }""")]
    [InlineData("""{ "timestampFilters": [ { "column": "Status", "operator": "Is", "timestamp": "2020-01-01T00:00:00+00:00" } ] }""")]
    [InlineData("""{ "page": -1 }""")]
    public async Task List_WithWhatMakesNoSense_IsRefused(string body)
    {
        using var response = await host.SendAsync("POST", "/elsa/api/workflow-instances", JsonNode.Parse(body));

        ((int)response.StatusCode).ShouldBe(400);
    }

    [Fact]
    public async Task Journal_WithAFilter_HasItsPartAndSaysHowMuchThereIs()
    {
        var filter = JsonNode.Parse("""{ "filter": { "activityNodeIds": ["Workflow1:Flow1:say", "Workflow1:Flow1:wait"], "excludedActivityTypes": ["Elsa.Event"], "eventNames": null } }""")!;

        var journal = await host.PostJsonAsync($"/workflow-instances/{host.Waiting}/journal?skip=1&take=5", filter);

        journal["totalCount"]!.GetValue<int>().ShouldBe(2);
        journal["items"]!.AsArray().Single()!["eventName"]!.GetValue<string>().ShouldBe("Completed");
    }

    [Fact]
    public async Task Report_OfAWaitingInstance_ShowsWhereItWaits()
    {
        var nodes = new JsonObject
        {
            ["workflowInstanceId"] = host.Waiting,
            ["activityNodeIds"] = new JsonArray("Workflow1:Flow1:say", "Workflow1:Flow1:wait", "Workflow1:Flow1:thanks"),
        };

        var stats = (await host.PostJsonAsync("/activity-executions/report", nodes))["stats"]!.AsArray();

        stats.Select(stat => (stat!["activityId"]!.GetValue<string>(), stat["completedCount"]!.GetValue<int>(), stat["isBlocked"]!.GetValue<bool>()))
            .ShouldBe([("say", 1, false), ("wait", 0, true)]);
    }

    [Fact]
    public async Task Instance_ThatFaulted_SaysWhy()
    {
        var instance = await host.GetJsonAsync($"/workflow-instances/{host.Faulted}");

        instance["subStatus"]!.GetValue<string>().ShouldBe("Faulted");
        var incident = instance["workflowState"]!["incidents"]!.AsArray().Single()!;
        incident["activityNodeId"]!.GetValue<string>().ShouldBe("Workflow1:Seq1:bad");
        incident["exception"]!["type"]!.GetValue<string>().ShouldNotBeEmpty();
    }
}
