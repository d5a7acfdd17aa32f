using System.Net;
using System.Text.Json.Nodes;
using Delivery.Workflows.Api.Definitions;
using Delivery.Workflows.Api.Tests.Support;
using Delivery.Workflows.Runtime.Definitions;

namespace Delivery.Workflows.Api.Tests.Api;

public sealed class EditingTests(ApiHost host) : IClassFixture<ApiHost>
{
    private static readonly string[] OfTheRow = ["id", "version", "createdAt", "isLatest", "isPublished", "nodeId"];

    [Theory]
    [InlineData("order-lifecycle")]
    [InlineData("payment")]
    [InlineData("cooking")]
    [InlineData("waiting")]
    public async Task Saving_WhatWasServed_ChangesNothing(string definitionId)
    {
        var before = await StoredAsync(definitionId);

        await SaveAsync(await OpenAsync(definitionId));

        var after = await StoredAsync(definitionId);
        JsonNode.DeepEquals(after, before).ShouldBeTrue($"before: {before.ToJsonString()}\nafter: {after.ToJsonString()}");
    }

    [Fact]
    public async Task Saving_OneChangedProperty_ChangesThatOneOnly()
    {
        var before = await StoredAsync("faulting");
        var model = await OpenAsync("faulting");
        model["root"]!["activities"]![0]!["text"]!["expression"]!["value"] = "'better'";

        await SaveAsync(model);

        before["root"]!["activities"]![0]!["text"]!["expression"]!["value"] = "'better'";
        JsonNode.DeepEquals(await StoredAsync("faulting"), before).ShouldBeTrue();
        (await host.Get<WorkflowDefinitions>().FindAsync("faulting", VersionSelector.Published, default))!.Version.ShouldBe(1);
    }

    [Fact]
    public async Task Saving_OverSomebodyElsesChange_IsRefusedAndNamesThem()
    {
        await CreateAsync("contended");
        var mine = await OpenAsync("contended");
        var theirs = await OpenAsync("contended");
        theirs["description"] = "theirs";
        await SaveAsync(theirs);
        mine["description"] = "mine";

        using var response = await PostAsync(mine);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await TextAsync(response)).ShouldContain("analyst-1 has changed");
        (await StoredAsync("contended"))["description"]!.GetValue<string>().ShouldBe("theirs");
    }

    [Fact]
    public async Task Saving_WhatSomebodyElseHasDeleted_IsRefusedAndCreatesNothing()
    {
        await CreateAsync("deleted");
        var mine = await OpenAsync("deleted");
        await host.Get<WorkflowDefinitions>().DeleteAsync("deleted", TestContext.Current.CancellationToken);

        using var response = await PostAsync(mine);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await TextAsync(response)).ShouldContain("deleted since you opened it");
        (await StoredVersionsAsync("deleted")).ShouldBe(0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("copied-as")]
    public async Task Saving_ACopyOfWhatIsOpen_CreatesIt(string definitionId)
    {
        await CreateAsync($"copied{definitionId.Length}");
        var model = await OpenAsync($"copied{definitionId.Length}");
        model["definitionId"] = definitionId;

        await SaveAsync(model);
    }

    [Fact]
    public async Task Creating_TwoOfOneIdAtOnce_OneIsStoredAndTheOtherRefused()
    {
        for (var round = 1; round <= 5; round++)
        {
            var models = Enumerable.Range(1, 4).Select(number => New($"twins-{round}", $"number {number}"));

            var responses = await Task.WhenAll(models.Select(model => PostAsync(model)));

            responses.Count(response => response.StatusCode == HttpStatusCode.OK).ShouldBe(1);
            responses.Count(response => response.StatusCode == HttpStatusCode.BadRequest).ShouldBe(3);
        }
    }

    [Fact]
    public async Task Saving_BeforeTheAnswerToTheSaveBefore_IsAccepted()
    {
        await CreateAsync("quick");
        var model = await OpenAsync("quick");
        model["description"] = "first";
        await SaveAsync(model);
        model["description"] = "second";

        await SaveAsync(model);

        (await StoredAsync("quick"))["description"]!.GetValue<string>().ShouldBe("second");
    }

    [Fact]
    public async Task Saving_AnOldBaseAfterSomebodyRevertedToMine_IsRefused()
    {
        await CreateAsync("reverted");
        var mine = await OpenAsync("reverted");
        await SaveAsync(mine);
        await host.Get<WorkflowDefinitions>().RevertAsync("reverted", 1, expected: null, TestContext.Current.CancellationToken);

        using var response = await PostAsync(mine);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Saving_WithoutWhatTheServerMarkedItWith_IsRefused()
    {
        await CreateAsync("unmarked");
        var model = await OpenAsync("unmarked");
        model["customProperties"]!.AsObject().Remove(EditingMark.Property);

        using var response = await PostAsync(model);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Opening_ADefinition_CreatesNothing()
    {
        var before = await StoredVersionsAsync("ending");

        await OpenAsync("ending");

        (await StoredVersionsAsync("ending")).ShouldBe(before);
    }

    [Fact]
    public async Task Publishing_WhatIsNotValid_IsRefusedReadably()
    {
        await CreateAsync("invalid");
        var model = await OpenAsync("invalid");
        model["root"]!["activities"]!.AsArray().Add(JsonNode.Parse("""{ "id": "twice", "type": "Elsa.WriteLine", "version": 1 }"""));
        model["root"]!["activities"]!.AsArray().Add(JsonNode.Parse("""{ "id": "twice", "type": "Elsa.WriteLine", "version": 1 }"""));

        using var response = await PostAsync(model, publish: true);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await TextAsync(response)).ShouldContain("twice");
    }

    [Fact]
    public async Task Publishing_TheDraft_AnswersTheWholeDefinition()
    {
        await CreateAsync("published");

        using var response = await PostAsync(await OpenAsync("published"), publish: true);

        var definition = JsonNode.Parse(await TextAsync(response))!["workflowDefinition"]!;
        definition["isPublished"]!.GetValue<bool>().ShouldBeTrue();
        definition["links"]!.AsArray().Select(link => link!["rel"]!.GetValue<string>()).ShouldContain("publish");
        definition["root"]!["nodeId"]!.GetValue<string>().ShouldBe("Workflow1:Seq1");
    }

    [Fact]
    public async Task Publishing_WhileTheSameEditorSavesOn_IsAccepted()
    {
        await CreateAsync("hasty");
        var model = await OpenAsync("hasty");

        var responses = await Task.WhenAll(PostAsync(model), PostAsync(model, publish: true), PostAsync(model));

        responses.ShouldAllBe(response => response.StatusCode == HttpStatusCode.OK);
        (await host.Get<WorkflowDefinitions>().FindAsync("hasty", VersionSelector.Published, TestContext.Current.CancellationToken)).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("viewer")]
    [InlineData("operator")]
    [InlineData("customer")]
    public async Task Changing_WithoutPermission_IsForbidden(string role)
    {
        using var save = await host.SendAsync("POST", "/elsa/api/workflow-definitions", new JsonObject { ["model"] = new JsonObject() }, role);
        using var publish = await host.SendAsync("POST", "/elsa/api/workflow-definitions/ending/publish", new JsonObject(), role);
        using var delete = await host.SendAsync("DELETE", "/elsa/api/workflow-definitions/ending", role: role);

        new[] { save.StatusCode, publish.StatusCode, delete.StatusCode }.ShouldAllBe(status => status == HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Export_OfASavedDefinition_HoldsNothingOfOurs()
    {
        await CreateAsync("exported");
        await SaveAsync(await OpenAsync("exported"));

        using var response = await host.SendAsync("GET", "/elsa/api/workflow-definitions/exported/export?versionOptions=Latest", role: "analyst");

        (await TextAsync(response)).ShouldNotContain("Delivery.");
        response.Content.Headers.ContentDisposition!.FileName.ShouldNotBeNull().ShouldContain("exported");
    }

    [Fact]
    public async Task BulkPublish_SomeAndUnknown_SaysWhatBecameOfEach()
    {
        await CreateAsync("bulk");

        var answer = await host.PostJsonAsync(
            "/bulk-actions/publish/workflow-definitions/by-definition-ids", JsonNode.Parse("""{ "definitionIds": ["bulk", "nope"] }""")!, "analyst");

        answer["published"]!.ToJsonString().ShouldBe("""["bulk"]""");
        answer["notFound"]!.ToJsonString().ShouldBe("""["nope"]""");
        answer["alreadyPublished"]!.AsArray().ShouldBeEmpty();
        answer["updatedConsumers"]!.AsArray().ShouldBeEmpty();
    }

    private static JsonObject New(string definitionId, string name) => JsonNode.Parse($$"""
        { "definitionId": "{{definitionId}}", "name": "{{name}}", "root": { "id": "Seq1", "type": "Elsa.Sequence", "version": 1, "activities": [] } }
        """)!.AsObject();

    private static Task<string> TextAsync(HttpResponseMessage response) => response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    private async Task<JsonObject> OpenAsync(string definitionId)
    {
        var served = (await host.GetJsonAsync($"/workflow-definitions/by-definition-id/{definitionId}?versionOptions=Latest", "analyst")).AsObject();
        return Editor.WhatIsSentOf(served);
    }

    private Task<HttpResponseMessage> PostAsync(JsonObject model, bool publish = false) =>
        host.SendAsync("POST", "/elsa/api/workflow-definitions", new JsonObject { ["model"] = model.DeepClone(), ["publish"] = publish }, "analyst");

    private async Task SaveAsync(JsonObject model)
    {
        using var response = await PostAsync(model);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await TextAsync(response));
    }

    private Task CreateAsync(string definitionId) => SaveAsync(New(definitionId, definitionId));

    private async Task<int> StoredVersionsAsync(string definitionId) =>
        (await host.GetJsonAsync($"/workflow-definitions?versionOptions=AllVersions&definitionIds={definitionId}"))["totalCount"]!.GetValue<int>();

    /// <summary>The latest version without what says which version it is.</summary>
    private async Task<JsonObject> StoredAsync(string definitionId)
    {
        var version = await host.Get<WorkflowDefinitions>().FindAsync(definitionId, VersionSelector.Latest, TestContext.Current.CancellationToken);
        var document = WorkflowDefinition.Parse(version!.Source).Document.DeepClone().AsObject();
        foreach (var member in OfTheRow)
        {
            document.Remove(member);
        }

        DefinitionBookkeeping.Remove(document);
        return document;
    }
}
