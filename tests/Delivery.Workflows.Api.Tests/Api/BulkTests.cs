using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Delivery.Workflows.Api.Tests.Support;
using Delivery.Workflows.Runtime.Definitions;
using Delivery.Workflows.Runtime.Instances;

namespace Delivery.Workflows.Api.Tests.Api;

/// <summary>Changes of many: all that can be done is done, and of the rest the answer says why not; files are imported all or not at all.</summary>
public sealed class BulkTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task DeletingDefinitions_OneIsInUse_DeletesTheOthersAndSaysWhy()
    {
        await Editor.CreateAsync(host, "unused");

        var answer = await host.PostJsonAsync(
            "/bulk-actions/delete/workflow-definitions/by-definition-id", JsonNode.Parse("""{ "definitionIds": ["waiting", "unused", "nope"] }""")!, "analyst");

        answer["deleted"]!.GetValue<int>().ShouldBe(1);
        answer["reasons"]!.AsObject().ShouldHaveSingleItem().Key.ShouldBe("waiting");
        answer["reasons"]!["waiting"]!.GetValue<string>().ShouldContain(host.Waiting);
        (await FindAsync("unused")).ShouldBeNull();
    }

    [Fact]
    public async Task DeletingInstances_OneStillRuns_DeletesTheOthersAndSaysWhy()
    {
        var ended = await host.Get<WorkflowInstances>().StartAsync("ending", "order-bulk", null, TestContext.Current.CancellationToken);

        var answer = await host.PostJsonAsync(
            "/bulk-actions/delete/workflow-instances/by-id", new JsonObject { ["ids"] = new JsonArray(host.Waiting, ended) }, "operator");

        answer["deleted"]!.GetValue<int>().ShouldBe(1);
        answer["reasons"]!.AsObject().ShouldHaveSingleItem().Key.ShouldBe(host.Waiting);
    }

    [Fact]
    public async Task ImportingFiles_OneCannotBeStored_StoresNone()
    {
        const string good = """{ "definitionId": "good", "name": "good", "root": { "id": "Seq1", "type": "Elsa.Sequence", "version": 1, "activities": [] } }""";
        const string bad = """{ "definitionId": "bad", "id": ["no text"], "root": { "id": "Seq1", "type": "Elsa.Sequence", "version": 1, "activities": [] } }""";

        using var response = await ImportAsync(good, bad);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await FindAsync("good")).ShouldBeNull();
    }

    [Fact]
    public async Task ImportingFiles_SeveralForOneDefinition_StoresTheLast()
    {
        static string File(string name) =>
            $$"""{ "definitionId": "twice", "name": "{{name}}", "root": { "id": "Seq1", "type": "Elsa.Sequence", "version": 1, "activities": [] } }""";

        using var response = await ImportAsync(File("first"), File("second"));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await FindAsync("twice"))!.Name.ShouldBe("second");
    }

    [Fact]
    public async Task UpdatingReferences_OfAPublishedWorkflow_NamesThoseThatUseIt()
    {
        var definitions = host.Get<WorkflowDefinitions>();
        var cancellationToken = TestContext.Current.CancellationToken;
        await definitions.SaveDraftAsync(Samples.Fresh("used"), cancellationToken);
        await definitions.PublishAsync("used", cancellationToken);
        await definitions.SaveDraftAsync(
            Samples.Sequence("using", """{ "id": "call", "name": "Call1", "type": "used", "version": 1, "workflowDefinitionId": "used", "workflowDefinitionVersionId": "used-v1" }"""),
            cancellationToken);
        using var editing = await (await Editor.OpenAsync(host, "used")).SaveAsync("better", publish: true);
        var open = await Editor.OpenAsync(host, "using");

        var answer = await host.PostJsonAsync("/workflow-definitions/used/update-references", new JsonObject(), "analyst");

        answer["affectedWorkflows"]!.ToJsonString().ShouldBe("""["Sample using"]""");
        (await FindAsync("using"))!.Source.ShouldContain((await FindAsync("used"))!.Id);
        // Whoever has it open has not seen that.
        using var save = await open.SaveAsync("unseen");
        save.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private async Task<HttpResponseMessage> ImportAsync(params string[] files)
    {
        using var form = new MultipartFormDataContent();
        foreach (var file in files)
        {
            form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(file)), "files", "definition.json");
        }

        return await host.SendAsync("POST", "/elsa/api/workflow-definitions/import-files", form, "analyst");
    }

    private Task<DefinitionVersion?> FindAsync(string definitionId) =>
        host.Get<WorkflowDefinitions>().FindAsync(definitionId, VersionSelector.Latest, TestContext.Current.CancellationToken);
}
