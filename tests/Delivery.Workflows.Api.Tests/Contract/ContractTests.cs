using System.Text.Json.Nodes;
using Delivery.Workflows.Api.Tests.Support;

namespace Delivery.Workflows.Api.Tests.Contract;

/// <summary>Our answers have the shape, types and casing of a real Elsa 3 server's.</summary>
public sealed class ContractTests(ApiHost host) : IClassFixture<ApiHost>
{
    /// <summary>Which call of ours is compared with which recorded one; {w}, {e} and {f} are the waiting, ended and faulted instance.</summary>
    public static TheoryData<string, string, string> Calls => new()
    {
        { "003", "/workflow-definitions", "nobody" },
        { "007", "/descriptors/activities", "" },
        { "009", "/descriptors/expression-descriptors", "" },
        { "010", "/descriptors/variables", "" },
        { "011", "/descriptors/storage-drivers", "" },
        { "012", "/descriptors/workflow-activation-strategies", "" },
        { "013", "/descriptors/incident-strategies", "" },
        { "014", "/descriptors/output-converters", "" },
        { "015", "/descriptors/commit-strategies/workflows", "" },
        { "016", "/descriptors/commit-strategies/activities", "" },
        { "017", "/descriptors/log-persistence-strategies", "" },
        { "018", "/descriptors/activities/Elsa.WriteLine", "" },
        { "019", "/descriptors/activities/Elsa.NoSuch", "" },
        { "020", "/descriptors/activities/Elsa.Fork/options/JoinMode", """{ "context": {} }""" },
        { "022", "/features/installed", "" },
        { "023", "/features/installed/Elsa.Workflows", "" },
        { "024", "/package/version", "" },
        { "025", "/resilience/strategies?category=HTTP", "" },
        { "030", "/workflow-definitions/validation/is-name-unique?name=Hello%20HTTP", "" },
        { "032", "/workflow-definitions/by-definition-id/waiting?versionOptions=Latest&includeCompositeRoot=true", "" },
        { "033", "/workflow-definitions/by-definition-id/draft?versionOptions=Published", "" },
        { "036", "/workflow-definitions?versionOptions=Latest&page=0&pageSize=10&orderBy=Created&orderDirection=Descending", "" },
        { "037", "/workflow-definitions?versionOptions=Published", "" },
        { "038", "/workflow-definitions?versionOptions=Latest&searchTerm=sample", "" },
        { "039", "/workflow-definitions/query/count", "" },
        { "040", "/workflow-definitions/waiting", "" },
        { "041", "/workflow-definitions/by-id/waiting-v1", "" },
        { "042", "/workflow-definitions/many-by-id?ids=waiting-v1", "" },
        { "044", "/workflow-definitions/subgraph/waiting-v1?parentNodeId=Workflow1:Flow1", "" },
        { "045", "/workflow-definitions/subgraph/segments/waiting-v1?childNodeId=Workflow1:Flow1:say", "" },
        { "047", "/workflow-definitions/waiting/export?versionOptions=Latest", "" },
        { "049", "/scripting/javascript/type-definitions/waiting", "{}" },
        { "066", "/workflow-instances?status=Running&subStatus=Suspended", "" },
        { "067", "/workflow-instances?correlationId=order-1", "" },
        { "068", "/workflow-instances/{w}", "" },
        { "069", "/workflow-instances/{w}/execution-state", "" },
        { "070", "/workflow-instances/{w}/variables", "" },
        { "075", "/workflow-instances/{e}", "" },
        { "076", "/workflow-instances?page=0&pageSize=10", "" },
        { "077", "/workflow-instances", """{ "page": 0, "pageSize": 10, "orderBy": "Created", "orderDirection": "Descending" }""" },
        { "078", "/workflow-instances", """{ "statuses": ["Nope"] }""" },
        {
            "079", "/workflow-instances",
            """{ "timestampFilters": [ { "column": "CreatedAt", "operator": "GreaterThan", "timestamp": "2020-01-01T00:00:00Z" } ] }"""
        },
        { "080", "/workflow-instances/{w}/journal?page=0&pageSize=200", "" },
        { "081", "/workflow-instances/{w}/journal?skip=2&take=3", "" },
        { "082", "/workflow-instances/{w}/journal", """{ "filter": { "activityIds": null, "excludedActivityTypes": ["Elsa.Workflow", "Elsa.Flowchart"] } }""" },
        { "084", "/activity-execution-summaries/list?workflowInstanceId={e}&activityNodeId=Workflow1:Seq1:sum", "" },
        { "085", "/activity-executions/list?workflowInstanceId={e}&activityNodeId=Workflow1:Seq1:sum", "" },
        { "086", "/activity-executions/list?workflowInstanceId={e}", "" },
        { "087", "/activity-executions/count?workflowInstanceId={e}", "" },
        { "088", "/activity-executions/report", """{ "workflowInstanceId": "{e}", "activityNodeIds": ["Workflow1", "Workflow1:Seq1:sum"] }""" },
        { "089", "/activity-executions/{sum}", "" },
        { "090", "/activity-executions/{sum}/call-stack", "" },
        { "091", "/resilience/retries/{sum}", "" },
        { "092", "/workflow-instances", """{ "hasIncidents": true }""" },
        { "093", "/workflow-instances/{f}", "" },
        { "094", "/workflow-instances/{f}/journal", "" },
        { "095", "/activity-executions/list?workflowInstanceId={f}", "" },
        { "109", "/workflow-instances/nope", "" },
        { "123", "/workflow-definitions/nope", "" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Answer_ToARecordedCall_HasTheRecordedShape(string call, string path, string body)
    {
        var recorded = RecordedAnswers.Find(call);
        using var response = await host.SendAsync(
            recorded.Method, "/elsa/api" + await FillAsync(path), body.StartsWith('{') ? JsonNode.Parse(await FillAsync(body)) : null, body == "nobody" ? null : "analyst");

        await recorded.CompareAsync(response);
    }

    [Fact]
    public void Comparison_OfOtherShapes_FindsTheDifferences()
    {
        var recorded = RecordedAnswers.Find("039");

        recorded.DifferencesTo(JsonNode.Parse("""{ "Count": "1" }""")).ShouldBe(["$.count is missing", "$.Count is not recorded"], ignoreOrder: true);
        recorded.DifferencesTo(JsonNode.Parse("""{ "count": "1" }""")).Single().ShouldBe("$.count is string, recorded number");
    }

    private async Task<string> FillAsync(string text)
    {
        text = text.Replace("{w}", host.Waiting, StringComparison.Ordinal)
            .Replace("{e}", host.Ended, StringComparison.Ordinal)
            .Replace("{f}", host.Faulted, StringComparison.Ordinal);
        return text.Contains("{sum}", StringComparison.Ordinal)
            ? text.Replace("{sum}", await SumAsync(), StringComparison.Ordinal)
            : text;
    }

    private async Task<string> SumAsync()
    {
        var list = await host.GetJsonAsync($"/activity-executions/list?workflowInstanceId={host.Ended}&activityNodeId=Workflow1:Seq1:sum");
        return list["items"]![0]!["id"]!.GetValue<string>();
    }
}
