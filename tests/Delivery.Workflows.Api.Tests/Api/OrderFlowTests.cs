using System.Net;
using System.Text.Json.Nodes;
using Delivery.Testing;
using Delivery.Workflows.Api.Tests.Support;
using Delivery.Workflows.Runtime.Definitions;
using Delivery.Workflows.Runtime.Instances;

namespace Delivery.Workflows.Api.Tests.Api;

/// <summary>Analysts write definitions: what they write must not let them at the orders that run, nor run commands by hand.</summary>
public sealed class OrderFlowTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string Literal = """{ "typeName": "String", "expression": { "type": "Literal", "value": "NAME" } }""";
    private const string Script = """{ "typeName": "String", "expression": { "type": "JavaScript", "value": "'NAME'" } }""";

    private static readonly string[] Sent = ["definitionId", "id", "name", "version", "customProperties", "options", "root"];

    [Fact]
    public async Task Cancel_ByAnAnalystWhoEmptiedTheVersion_IsRefused()
    {
        await PublishAsync(Samples.Commanding("emptied"));
        var order = await StartAsync("emptied");
        await ReplaceAsync("emptied");

        JsonNode[] refused = [await CancelAllAsync("analyst", "definitionVersionId", "emptied-v1"), await CancelAllAsync("analyst", "ids", order)];

        refused.ShouldAllBe(answer => answer["cancelled"]!.GetValue<int>() == 0 && answer["reasons"]![order]!.ToString().Contains("Only an operator"));
        (await SendAsync("POST", $"/cancel/workflow-instances/{order}", "analyst")).ShouldBe(HttpStatusCode.Forbidden);
        (await SubStatusAsync(order)).ShouldBe("Suspended");
        (await CancelAllAsync("operator", "definitionVersionId", "emptied-v1"))["cancelled"]!.GetValue<int>().ShouldBe(1);
        (await SubStatusAsync(order)).ShouldBe("Cancelled");
    }

    [Fact]
    public async Task Delete_ByAnAnalystWhoEmptiedTheVersion_IsRefusedAndTheOthersAreDeleted()
    {
        await PublishAsync(Samples.Commanding("ended"));
        var order = await StartAsync("ended");
        (await SendAsync("POST", $"/cancel/workflow-instances/{order}", "operator")).ShouldBe(HttpStatusCode.OK);
        await ReplaceAsync("ended");
        var both = new JsonObject { ["ids"] = new JsonArray(order, await StartAsync("ending")) };

        var one = await SendAsync("DELETE", $"/workflow-instances/{order}", "analyst");
        var many = await host.PostJsonAsync("/bulk-actions/delete/workflow-instances/by-id", both.DeepClone(), "analyst");

        one.ShouldBe(HttpStatusCode.Forbidden);
        many["deleted"]!.GetValue<int>().ShouldBe(1);
        many["reasons"]!.AsObject().ShouldHaveSingleItem().Key.ShouldBe(order);
        var deleted = await host.PostJsonAsync("/bulk-actions/delete/workflow-instances/by-id", both, "operator");
        deleted["deleted"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task Cancel_ByAnAnalystOfWhatHasStartedAnOrderFlow_IsRefused()
    {
        await PublishAsync(Samples.Commanding("child-order"));
        await PublishAsync(Samples.Sequence("parent", Starter("Elsa.DispatchWorkflow", Literal, "child-order")));
        var parent = await StartAsync("parent");
        await Eventually.TrueAsync(async () => await FindAsync("child-order") is not null, "the child starts");
        await ReplaceAsync("child-order");

        var status = await SendAsync("POST", $"/cancel/workflow-instances/{parent}", "analyst");

        status.ShouldBe(HttpStatusCode.Forbidden);
        (await SubStatusAsync((await FindAsync("child-order"))!)).ShouldBe("Suspended");
    }

    [Fact]
    public async Task Cancel_ByAnAnalystOfHarmlessInstances_EndsThem()
    {
        await PublishAsync(Samples.Harmless("harmless"));
        string[] instances = [await StartAsync("harmless"), await StartAsync("harmless"), await StartAsync("harmless")];

        (await SendAsync("POST", $"/cancel/workflow-instances/{instances[0]}", "analyst")).ShouldBe(HttpStatusCode.OK);
        (await CancelAllAsync("analyst", "ids", instances[1]))["cancelled"]!.GetValue<int>().ShouldBe(1);
        (await CancelAllAsync("analyst", "definitionVersionId", "harmless-v1"))["cancelled"]!.GetValue<int>().ShouldBe(1);

        foreach (var instance in instances)
        {
            (await SubStatusAsync(instance)).ShouldBe("Cancelled");
            (await SendAsync("DELETE", $"/workflow-instances/{instance}", "analyst")).ShouldBe(HttpStatusCode.NoContent);
        }
    }

    [Fact]
    public async Task Cancel_ByAnAnalystOfAnOrderFlowAmongOthers_EndsTheOthersAndSaysWhy()
    {
        await PublishAsync(Samples.Commanding("mixed-order"));
        await PublishAsync(Samples.Harmless("mixed-harmless"));
        var (order, harmless) = (await StartAsync("mixed-order"), await StartAsync("mixed-harmless"));

        var answer = await CancelAllAsync("analyst", "ids", order, harmless);

        answer["cancelled"]!.GetValue<int>().ShouldBe(1);
        answer["reasons"]!.AsObject().ShouldHaveSingleItem().Key.ShouldBe(order);
        (await SubStatusAsync(harmless)).ShouldBe("Cancelled");
        (await SubStatusAsync(order)).ShouldBe("Suspended");
    }

    [Theory]
    [InlineData("Elsa.DispatchWorkflow", Literal, "target-order")]
    [InlineData("Elsa.ExecuteWorkflow", Literal, "target-order")]
    [InlineData("Elsa.BulkDispatchWorkflows", Literal, "target-order")]
    [InlineData("Elsa.DispatchWorkflow", "\"NAME\"", "target-order")]
    [InlineData("Elsa.DispatchWorkflow", Literal, "target-wrapper")]
    [InlineData("Elsa.DispatchWorkflow", Literal, "not-there-yet")]
    [InlineData("Elsa.DispatchWorkflow", Script, "target-harmless")]
    [InlineData("Elsa.ExecuteWorkflow", Script, "target-harmless")]
    [InlineData("Elsa.BulkDispatchWorkflows", Script, "target-harmless")]
    public async Task Run_OfWhatStartsAnOrderFlowOrSomethingThatOnlyARunCanName_IsForOperatorsOnly(string type, string input, string target)
    {
        var id = $"wrapper-{type[5..]}-{target}-{input.Length}";
        await PublishTargetsAsync();
        await PublishAsync(Samples.Sequence(id, Starter(type, input, target)));

        await ShouldBeForOperatorsOnlyAsync(id);
    }

    [Fact]
    public async Task Run_OfCommandsInsideTextsOrWithOddMembers_IsForOperatorsOnly()
    {
        await PublishTargetsAsync();
        await PublishAsync(Samples.Sequence("odd-member", """{ "id": "capture", "Type": "Delivery.Payments.CapturePayment", "version": 1 }"""));
        await PublishAsync(Samples.Sequence("odd-text", Text("""{ "id": "capture", "type": "Delivery.Payments.CapturePayment", "version": 1 }""")));
        await PublishAsync(Samples.Sequence("odd-starter", Text(Starter("Elsa.DispatchWorkflow", Literal, "target-order"))));

        foreach (var id in new[] { "odd-member", "odd-text", "odd-starter" })
        {
            await ShouldBeForOperatorsOnlyAsync(id);
        }
    }

    [Theory]
    [InlineData("Elsa.DispatchWorkflow", Literal, "target-harmless")]
    [InlineData("Elsa.ExecuteWorkflow", "\"NAME\"", "target-harmless")]
    [InlineData("Elsa.BulkDispatchWorkflows", Literal, "target-harmless")]
    [InlineData("Elsa.DispatchWorkflow", Literal, "target-ring")]
    public async Task Run_OfWhatStartsSomethingHarmless_IsForAnalystsToo(string type, string input, string target)
    {
        var id = $"friendly-{type[5..]}-{target}";
        await PublishTargetsAsync();
        await PublishAsync(Samples.Sequence(id, Starter(type, input, target)));

        (await SendAsync("POST", $"/workflow-definitions/{id}/execute", "analyst")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Run_OfAWorkflowThatUsesAVersionWhoseTextIsAnotherByNow_IsForOperatorsOnly()
    {
        await PublishAsync(Samples.Commanding("part"));
        await PublishAsync(Samples.Sequence(
            "whole", """{ "id": "part1", "type": "part", "version": 1, "workflowDefinitionVersionId": "part-v1", "workflowDefinitionId": "part" }"""));
        await SaveAsync("part", isToBePublished: true);
        var newest = (await host.Get<WorkflowDefinitions>().FindAsync("part", VersionSelector.Latest, TestContext.Current.CancellationToken))!;
        (await SendAsync("DELETE", $"/workflow-definition-versions/{newest.Id}", "analyst")).ShouldBe(HttpStatusCode.NoContent);
        await SaveAsync("part", isToBePublished: false);

        await ShouldBeForOperatorsOnlyAsync("whole");
    }

    private static string Starter(string type, string input, string target) => $$"""
        { "id": "start", "name": "Start1", "type": "{{type}}", "version": 1, "workflowDefinitionId": {{input.Replace("NAME", target, StringComparison.Ordinal)}},
          "waitForCompletion": { "typeName": "Boolean", "expression": { "type": "Literal", "value": true } },
          "items": { "typeName": "Object", "expression": { "type": "JavaScript", "value": "[1]" } } }
        """;

    /// <summary>An activity as it is saved while nobody knows its type.</summary>
    private static string Text(string activity) =>
        new JsonObject { ["id"] = "unknown", ["type"] = "Elsa.NotFoundActivity", ["version"] = 1, ["originalActivityJson"] = activity }.ToJsonString();

    private static string Wait(string id) => $$"""
        { "id": "{{id}}", "type": "Elsa.Event", "version": 1, "eventName": { "typeName": "String", "expression": { "type": "Literal", "value": "Never" } } }
        """;

    private async Task ShouldBeForOperatorsOnlyAsync(string id)
    {
        foreach (var way in new[] { "execute", "dispatch", "bulk-dispatch" })
        {
            (await SendAsync("POST", $"/workflow-definitions/{id}/{way}", "analyst")).ShouldBe(HttpStatusCode.Forbidden, way);
        }

        (await FindAsync(id)).ShouldBeNull();
        (await SendAsync("POST", $"/workflow-definitions/{id}/dispatch", "operator")).ShouldBe(HttpStatusCode.OK);
    }

    private async Task PublishTargetsAsync()
    {
        await PublishAsync(Samples.Commanding("target-order"));
        await PublishAsync(Samples.Harmless("target-harmless"));
        await PublishAsync(Samples.Sequence("target-wrapper", Starter("Elsa.ExecuteWorkflow", Literal, "target-order")));
        await PublishAsync(Samples.Sequence("target-ring", $"{Wait("first")}, {Starter("Elsa.DispatchWorkflow", Literal, "target-ring-back")}"));
        await PublishAsync(Samples.Sequence("target-ring-back", $"{Wait("first")}, {Starter("Elsa.DispatchWorkflow", Literal, "target-ring")}"));
    }

    private async Task PublishAsync(WorkflowDefinition definition)
    {
        var definitions = host.Get<WorkflowDefinitions>();
        if (await definitions.FindAsync(definition.DefinitionId, VersionSelector.Published, TestContext.Current.CancellationToken) is null)
        {
            await definitions.SaveDraftAsync(definition, TestContext.Current.CancellationToken);
            await definitions.PublishAsync(definition.DefinitionId, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Puts nothing in the place of what is published: it is retracted, saved empty and published again.</summary>
    private async Task ReplaceAsync(string definitionId)
    {
        (await SendAsync("POST", $"/workflow-definitions/{definitionId}/retract", "analyst")).ShouldBe(HttpStatusCode.OK);
        await SaveAsync(definitionId, isToBePublished: true);
        var published = await host.Get<WorkflowDefinitions>().FindAsync(definitionId, VersionSelector.Published, TestContext.Current.CancellationToken);
        published!.Version.ShouldBe(2);
        published.Source.ShouldNotContain("CapturePayment");
    }

    private async Task SaveAsync(string definitionId, bool isToBePublished)
    {
        var served = (await host.GetJsonAsync($"/workflow-definitions/by-definition-id/{definitionId}?versionOptions=Latest", "analyst")).AsObject();
        var model = new JsonObject(Sent.Select(name => KeyValuePair.Create(name, served[name]?.DeepClone())));
        model["root"]!["activities"] = new JsonArray();
        await host.PostJsonAsync("/workflow-definitions", new JsonObject { ["model"] = model, ["publish"] = isToBePublished }, "analyst");
    }

    private Task<JsonNode> CancelAllAsync(string role, string member, params string[] values) => host.PostJsonAsync(
        "/bulk-actions/cancel/workflow-instances",
        new JsonObject { [member] = member == "ids" ? new JsonArray([.. values.Select(value => JsonValue.Create(value))]) : JsonValue.Create(values[0]) },
        role);

    private async Task<HttpStatusCode> SendAsync(string method, string path, string role, JsonNode? body = null)
    {
        using var response = await host.SendAsync(method, "/elsa/api" + path, method == "POST" ? body ?? new JsonObject() : null, role);
        return response.StatusCode;
    }

    private Task<string> StartAsync(string definitionId) =>
        host.Get<WorkflowInstances>().StartAsync(definitionId, $"order-of-{definitionId}", null, TestContext.Current.CancellationToken);

    private async Task<string?> FindAsync(string definitionId) =>
        (await host.PostJsonAsync("/workflow-instances", new JsonObject { ["definitionIds"] = new JsonArray(definitionId) }))["items"]!
            .AsArray().FirstOrDefault()?["id"]!.GetValue<string>();

    private async Task<string> SubStatusAsync(string id) => (await host.GetJsonAsync($"/workflow-instances/{id}"))["subStatus"]!.GetValue<string>();
}
