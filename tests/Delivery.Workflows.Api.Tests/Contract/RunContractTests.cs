using System.Text.Json.Nodes;

namespace Delivery.Workflows.Api.Tests.Contract;

/// <summary>Our answers about the recorded workflows themselves and about runs of them have the shape, types and casing of a real Elsa 3 server's.</summary>
public sealed class RunContractTests(RecordedRuns runs) : IClassFixture<RecordedRuns>
{
    /// <summary>
    /// Which call of ours is compared with which recorded one: {p} is a paid order, {w} one that waits, {x} a cancelled one, {c} the ended run of
    /// the control structures and {f} a faulted one. Without a body, the recorded one is sent.
    /// </summary>
    public static TheoryData<string, string, string?> Calls => new()
    {
        { "021", "/descriptors/activities/Elsa.DispatchWorkflow/options/WorkflowDefinitionId", """{ "context": {} }""" },
        { "029", "/workflow-definitions?versionOptions=Latest", "" },
        { "043", "/workflow-definitions/{sum}/versions", "" },
        { "046", "/workflow-definitions/{sum}/consumers", "" },
        { "050", "/scripting/javascript/type-definitions/{sum}", """{ "activityTypeName": "Elsa.WriteLine", "propertyName": "Text" }""" },
        { "054", "/workflow-definitions/{sum}/execute", """{ "input": { "A": 2, "B": 40 }, "correlationId": "io-1" }""" },
        { "061", "/workflow-definitions/{script}/execute", "{}" },
        { "063", "/workflow-definitions/{control}/execute", """{ "correlationId": "ctl-2" }""" },
        { "065", "/workflow-definitions/{order}/execute", """{ "correlationId": "an-order-4" }""" },
        { "072", "/workflow-instances/{p}/variables", "" },
        { "096", "/workflow-instances/{f}", "" },
        { "097", "/workflow-instances/{f}/journal", "" },
        { "098", "/activity-executions/list?workflowInstanceId={f}", "" },
        { "099", "/workflow-instances?correlationId=ctl", "" },
        { "100", "/workflow-instances/{c}", "" },
        { "101", "/workflow-instances/{c}/journal", "" },
        { "102", "/workflow-definitions/{order}/execute", """{ "correlationId": "an-order-5" }""" },
        { "103", "/workflow-instances?correlationId=an-order-2", "" },
        { "104", "/workflow-instances/{w}/export", "" },
        { "106", "/workflow-instances/{x}", "" },
        { "113", "/workflow-definitions/{hello}/versions", "" },
        { "128", "/workflow-definitions", null },
        { "137", "/workflow-definitions?versionOptions=Latest", "" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Answer_ToARecordedCall_HasTheRecordedShape(string call, string path, string? body)
    {
        var recorded = RecordedAnswers.Find(call);
        var sent = body is null ? recorded.Sent() : body.Length == 0 ? null : JsonNode.Parse(body);

        using var response = await runs.Host.SendAsync(recorded.Method, "/elsa/api" + runs.Fill(path), sent, "analyst");

        await recorded.CompareAsync(response);
    }
}
