using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using Delivery.Workflows.Api.Tests.Support;
using Delivery.Workflows.Runtime.Instances;

namespace Delivery.Workflows.Api.Tests.Api;

/// <summary>Who may run workflows by hand, and end or delete what runs.</summary>
public sealed class RunTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Theory]
    [InlineData("viewer", HttpStatusCode.Forbidden)]
    [InlineData("customer", HttpStatusCode.Forbidden)]
    [InlineData("analyst", HttpStatusCode.OK)]
    [InlineData("operator", HttpStatusCode.OK)]
    public async Task Run_OfAHarmlessWorkflow_IsForAnalystsAndOperators(string role, HttpStatusCode expected)
    {
        using var response = await host.SendAsync("POST", "/elsa/api/workflow-definitions/ending/execute", new JsonObject(), role);

        response.StatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task Run_OfAnOrderFlow_IsForOperatorsOnly()
    {
        var before = await CountOrderFlowsAsync();

        using var analyst = await host.SendAsync("POST", "/elsa/api/workflow-definitions/settlement/execute", new JsonObject(), "analyst");
        using var bulk = await host.SendAsync("POST", "/elsa/api/workflow-definitions/order-lifecycle/bulk-dispatch", new JsonObject { ["count"] = 2 }, "analyst");

        new[] { analyst, bulk }.ShouldAllBe(response => response.StatusCode == HttpStatusCode.Forbidden);
        (await analyst.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("operator");
        (await CountOrderFlowsAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Run_OfADraft_IsRefusedReadably()
    {
        using var response = await host.SendAsync(
            "POST", "/elsa/api/workflow-definitions/draft/execute", JsonNode.Parse("""{ "versionOptions": "Latest" }"""), "analyst");

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        response.Headers.GetValues("x-elsa-workflow-cannot-start").Single().ShouldBe("True");
    }

    [Fact]
    public async Task Cancel_ByAnAnalystOfWhatRunsForAnOrder_IsRefused()
    {
        var flow = await host.Get<WorkflowInstances>().StartAsync("settlement", "order-9", null, TestContext.Current.CancellationToken);

        using var one = await host.SendAsync("POST", $"/elsa/api/cancel/workflow-instances/{flow}", role: "analyst");
        var many = await host.PostJsonAsync("/bulk-actions/cancel/workflow-instances", new JsonObject { ["ids"] = new JsonArray(flow) }, "analyst");
        using var delete = await host.SendAsync("DELETE", $"/elsa/api/workflow-instances/{flow}", role: "analyst");

        new[] { one, delete }.ShouldAllBe(response => response.StatusCode == HttpStatusCode.Forbidden);
        many["cancelled"]!.GetValue<int>().ShouldBe(0);
        many["reasons"]!.AsObject().ShouldHaveSingleItem().Key.ShouldBe(flow);
    }

    [Fact]
    public async Task Cancel_OfAllOfAVersion_EndsThem()
    {
        var ids = new List<string> { await StartAsync("waiting"), await StartAsync("waiting") };
        var other = await StartAsync("ending");

        var answer = await host.PostJsonAsync(
            "/bulk-actions/cancel/workflow-instances",
            JsonNode.Parse("""{ "ids": null, "definitionVersionId": "waiting-v1", "definitionId": null, "versionOptions": null }""")!,
            "operator");

        answer["cancelled"]!.GetValue<int>().ShouldBeGreaterThanOrEqualTo(2);
        foreach (var id in ids)
        {
            (await SubStatusAsync(id)).ShouldBe("Cancelled");
        }

        (await SubStatusAsync(other)).ShouldBe("Finished");
    }

    [Fact]
    public async Task Cancel_OfAllOfAVersion_LeavesWhatOnlyNamesIt()
    {
        var id = await host.Get<WorkflowInstances>().StartAsync("waiting", "ending-v1", null, TestContext.Current.CancellationToken);

        var answer = await host.PostJsonAsync(
            "/bulk-actions/cancel/workflow-instances", JsonNode.Parse("""{ "definitionVersionId": "ending-v1" }""")!, "operator");

        answer["cancelled"]!.GetValue<int>().ShouldBe(0);
        (await SubStatusAsync(id)).ShouldBe("Suspended");
    }

    [Fact]
    public async Task Delete_OfWhatRuns_IsRefused()
    {
        var id = await StartAsync("waiting");

        using var one = await host.SendAsync("DELETE", $"/elsa/api/workflow-instances/{id}", role: "operator");
        using var many = await host.SendAsync(
            "POST", "/elsa/api/bulk-actions/delete/workflow-instances/by-id", new JsonObject { ["ids"] = new JsonArray(id) }, "operator");

        one.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var answer = JsonNode.Parse(await many.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        answer["deleted"]!.GetValue<int>().ShouldBe(0);
        answer["reasons"]![id]!.GetValue<string>().ShouldContain("still runs");
        (await SubStatusAsync(id)).ShouldBe("Suspended");
    }

    [Fact]
    public async Task Export_OfSeveralInstances_IsAnArchive()
    {
        var (ended, waiting) = (await StartAsync("ending"), await StartAsync("waiting"));
        var wanted = new JsonObject { ["ids"] = new JsonArray(ended, waiting), ["includeWorkflowExecutionLog"] = true };

        using var response = await host.SendAsync("POST", "/elsa/api/bulk-actions/export/workflow-instances", wanted);

        using var archive = new ZipArchive(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        archive.Entries.Count.ShouldBe(2);
        await using var content = await archive.Entries[0].OpenAsync(TestContext.Current.CancellationToken);
        var file = (await JsonNode.ParseAsync(content, cancellationToken: TestContext.Current.CancellationToken))!;
        file["WorkflowState"]!["definitionId"]!.GetValue<string>().ShouldBe("ending");
        file["WorkflowExecutionLogRecords"]!.AsArray().ShouldNotBeEmpty();
        file["ActivityExecutionRecords"].ShouldBeNull();
    }

    [Theory]
    [InlineData("analyst")]
    [InlineData("viewer")]
    public async Task Alterations_ByOthersThanOperators_AreForbidden(string role)
    {
        using var response = await host.SendAsync(
            "POST", "/elsa/api/alterations/run", JsonNode.Parse("""{ "alterations": [ { "type": "Cancel" } ], "workflowInstanceIds": [] }"""), role);

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Alterations_OfWhatDoesNotExist_SayWhyForEach()
    {
        var id = await StartAsync("waiting");
        var asked = new JsonObject
        {
            ["alterations"] = new JsonArray(new JsonObject { ["type"] = "Cancel" }),
            ["workflowInstanceIds"] = new JsonArray("nope", id),
        };

        var results = (await host.PostJsonAsync("/alterations/run", asked, "operator"))["results"]!.AsArray();

        results.Select(result => result!["isSuccessful"]!.GetValue<bool>()).ShouldBe([false, true]);
        (await SubStatusAsync(id)).ShouldBe("Cancelled");
    }

    [Fact]
    public async Task Alterations_ByAFilterThatWeDoNotHave_AreRefused()
    {
        using var response = await host.SendAsync("POST", "/elsa/api/alterations/dry-run", JsonNode.Parse("""{ "searchTerm": "order" }"""), "operator");

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private Task<string> StartAsync(string definitionId) =>
        host.Get<WorkflowInstances>().StartAsync(definitionId, null, null, TestContext.Current.CancellationToken);

    private async Task<string> SubStatusAsync(string id) => (await host.GetJsonAsync($"/workflow-instances/{id}"))["subStatus"]!.GetValue<string>();

    private async Task<int> CountOrderFlowsAsync() =>
        (await host.PostJsonAsync("/workflow-instances", JsonNode.Parse("""{ "definitionIds": ["settlement", "order-lifecycle"] }""")!))["totalCount"]!
        .GetValue<int>();
}
