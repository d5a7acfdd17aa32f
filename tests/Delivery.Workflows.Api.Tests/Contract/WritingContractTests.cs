using System.Text;
using System.Text.Json.Nodes;
using Delivery.Workflows.Api.Tests.Support;
using Delivery.Workflows.Runtime.Definitions;
using Delivery.Workflows.Runtime.Instances;

namespace Delivery.Workflows.Api.Tests.Contract;

/// <summary>Our answers to calls that change something have the shape, types and casing of a real Elsa 3 server's.</summary>
public sealed class WritingContractTests(ApiHost host) : IClassFixture<ApiHost>
{
    /// <summary>
    /// Which call of ours is compared with which recorded one; {d} is a fresh draft, {p} a fresh published definition, {i} a fresh instance that
    /// waits, {e} a fresh one that has ended. Without a body, the recorded one is sent.
    /// </summary>
    public static TheoryData<string, string, string?> Calls => new()
    {
        { "031", "/workflow-definitions", null },
        { "034", "/workflow-definitions/{d}/publish", "{}" },
        { "035", "/workflow-definitions", null },
        { "052", "/workflow-definitions/waiting/execute", """{ "correlationId": "c-1", "input": { "a": 1 } }""" },
        { "053", "/workflow-definitions", null },
        { "056", "/workflow-definitions/ending/dispatch", """{ "correlationId": "disp-1", "input": { "A": 3 } }""" },
        { "057", "/workflow-definitions/ending/bulk-dispatch", """{ "count": 2 }""" },
        { "058", "/workflow-definitions", null },
        { "059", "/workflow-definitions/faulting/execute", "{}" },
        { "060", "/workflow-definitions", null },
        { "062", "/workflow-definitions", null },
        { "064", "/workflow-definitions", null },
        { "105", "/cancel/workflow-instances/{i}", "{}" },
        { "107", "/bulk-actions/cancel/workflow-instances/", """{ "ids": ["{i}"] }""" },
        { "108", "/workflow-instances/{e}", "" },
        { "110", "/bulk-actions/delete/workflow-instances/by-id", """{ "ids": ["nope"] }""" },
        { "111", "/workflow-definitions/{p}/retract", "{}" },
        { "112", "/workflow-definitions/{p}/revert/1", "{}" },
        { "115", "/bulk-actions/publish/workflow-definitions/by-definition-ids", """{ "definitionIds": ["{d}", "nope"] }""" },
        { "116", "/bulk-actions/retract/workflow-definitions/by-definition-ids", """{ "definitionIds": ["{p}", "nope"] }""" },
        { "117", "/workflow-definitions/import", null },
        { "118", "/workflow-definitions/{p}/update-references", "{}" },
        { "121", "/workflow-definitions/{d}", "" },
        { "122", "/workflow-definitions/nope", "" },
        { "124", "/bulk-actions/delete/workflow-definitions/by-definition-id", """{ "definitionIds": ["nope"] }""" },
        { "125", "/bulk-actions/publish/workflow-definitions/by-definition-ids", """{ "definitionIds": ["{d}"] }""" },
        { "126", "/workflow-definitions", "{bad" },
        { "127", "/workflow-definitions", null },
        { "130", "/alterations/dry-run", """{ "workflowInstanceIds": ["{i}"] }""" },
        { "131", "/alterations/run", """{ "alterations": [ { "type": "Cancel" } ], "workflowInstanceIds": ["{i}"] }""" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Answer_ToARecordedCall_HasTheRecordedShape(string call, string path, string? body)
    {
        var recorded = RecordedAnswers.Find(call);
        var text = body is null ? recorded.Sent().ToJsonString() : await FillAsync(body);

        using var response = await host.SendAsync(
            recorded.Method,
            "/elsa/api" + await FillAsync(path),
            text.Length == 0 ? null : new StringContent(text, Encoding.UTF8, "application/json"),
            path.Contains("definition", StringComparison.Ordinal) ? "analyst" : "operator");

        await recorded.CompareAsync(response);
    }

    [Fact]
    public async Task Execute_ByTheStudio_AnswersInHeaders()
    {
        var asked = JsonNode.Parse("""{ "correlationId": null, "triggerActivityId": null, "versionOptions": "Latest", "input": null }""");

        using var response = await host.SendAsync("POST", "/elsa/api/workflow-definitions/ending/execute", asked, "analyst");

        response.Headers.GetValues("x-elsa-workflow-cannot-start").Single().ShouldBe("False");
        var id = response.Headers.GetValues("x-elsa-workflow-instance-id").Single();
        (await host.GetJsonAsync($"/workflow-instances/{id}"))["definitionId"]!.GetValue<string>().ShouldBe("ending");
    }

    private async Task<string> FillAsync(string text)
    {
        var definitions = host.Get<WorkflowDefinitions>();
        var instances = host.Get<WorkflowInstances>();
        var cancellationToken = TestContext.Current.CancellationToken;
        var id = "fresh-" + Guid.NewGuid().ToString("N")[..8];
        if (text.Contains("{d}", StringComparison.Ordinal) || text.Contains("{p}", StringComparison.Ordinal))
        {
            await definitions.SaveDraftAsync(Samples.Fresh(id), cancellationToken);
        }

        if (text.Contains("{p}", StringComparison.Ordinal))
        {
            await definitions.PublishAsync(id, cancellationToken);
        }

        text = text.Replace("{d}", id, StringComparison.Ordinal).Replace("{p}", id, StringComparison.Ordinal);
        foreach (var (mark, definition) in new[] { ("{i}", "waiting"), ("{e}", "ending") })
        {
            if (text.Contains(mark, StringComparison.Ordinal))
            {
                text = text.Replace(mark, await instances.StartAsync(definition, id, null, cancellationToken), StringComparison.Ordinal);
            }
        }

        return text;
    }
}
