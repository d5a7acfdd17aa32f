using System.Net;
using System.Text.Json.Nodes;
using Delivery.Workflows.Api.Tests.Support;
using Delivery.Workflows.Runtime.Definitions;

namespace Delivery.Workflows.Api.Tests.Api;

/// <summary>What is done from lists, without anybody seeing the draft, leaves other people's work alone.</summary>
public sealed class OwnershipTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string Other = "analyst/analyst-2";

    [Fact]
    public async Task Publishing_ADraftOfSomebodyElse_IsRefusedAndNamesThem()
    {
        await Editor.CreateAsync(host, "theirs", Other);

        using var response = await PostAsync("/workflow-definitions/theirs/publish");

        response.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await TextAsync(response)).ShouldContain("analyst-2");
        (await FindAsync("theirs", VersionSelector.Published)).ShouldBeNull();
    }

    [Fact]
    public async Task Publishing_MyOwnDraft_IsDone()
    {
        await Editor.CreateAsync(host, "mine");

        using var response = await PostAsync("/workflow-definitions/mine/publish");

        response.StatusCode.ShouldBe(HttpStatusCode.OK, await TextAsync(response));
    }

    [Fact]
    public async Task Publishing_SomebodyElsesDraftThatIHaveSaved_IsDone()
    {
        await Editor.CreateAsync(host, "handed-over", Other);
        using var save = await (await Editor.OpenAsync(host, "handed-over")).SaveAsync("seen");

        using var response = await PostAsync("/workflow-definitions/handed-over/publish");

        response.StatusCode.ShouldBe(HttpStatusCode.OK, await TextAsync(response));
    }

    [Fact]
    public async Task Reverting_WhatSomebodyElseIsAt_IsRefusedAndNamesThem()
    {
        var other = await Editor.CreateAsync(host, "at-work", Other);
        using var published = await other.SaveAsync("first", publish: true);
        using var saved = await (await Editor.OpenAsync(host, "at-work", Other)).SaveAsync("second");

        using var response = await PostAsync("/workflow-definitions/at-work/revert/1");

        response.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await TextAsync(response)).ShouldContain("analyst-2");
        (await FindAsync("at-work", VersionSelector.Latest))!.Version.ShouldBe(2);
    }

    [Fact]
    public async Task Reverting_WhatSomebodyElseHasPublished_IsDone()
    {
        using var published = await (await Editor.CreateAsync(host, "finished", Other)).SaveAsync("first", publish: true);

        using var response = await PostAsync("/workflow-definitions/finished/revert/1");

        response.StatusCode.ShouldBe(HttpStatusCode.Created, await TextAsync(response));
    }

    [Fact]
    public async Task Publishing_WhatSomebodyElseHasRevertedTo_IsRefusedAndNamesThem()
    {
        using var published = await (await Editor.CreateAsync(host, "went-back")).SaveAsync("first", publish: true);
        using var reverted = await host.SendAsync("POST", "/elsa/api/workflow-definitions/went-back/revert/1", new JsonObject(), Other);

        using var response = await PostAsync("/workflow-definitions/went-back/publish");

        response.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await TextAsync(response)).ShouldContain("analyst-2");
    }

    [Fact]
    public async Task Publishing_SomebodyElsesDraftAfterItsReferencesWereUpdated_IsRefused()
    {
        using var first = await (await Editor.CreateAsync(host, "leading")).SaveAsync("first", publish: true);
        var other = await Editor.CreateAsync(host, "following", Other);
        other.Model["root"]!["activities"] = JsonNode.Parse("""[{ "id": "call", "type": "leading", "version": 1, "workflowDefinitionId": "leading" }]""");
        using var unfinished = await other.SaveAsync("unfinished");
        using var second = await (await Editor.OpenAsync(host, "leading")).SaveAsync("second", publish: true);
        using var updated = await PostAsync("/workflow-definitions/leading/update-references");
        (await TextAsync(updated)).ShouldContain("following");

        using var response = await PostAsync("/workflow-definitions/following/publish");
        using var unseen = await other.SaveAsync("unseen");

        response.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await TextAsync(response)).ShouldContain("analyst-2");
        unseen.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task BulkPublish_SomebodyElsesDraftAmongThem_PublishesTheOthersAndSaysWhyNotThatOne()
    {
        await Editor.CreateAsync(host, "bulk-theirs", Other);
        await Editor.CreateAsync(host, "bulk-mine");

        var answer = await host.PostJsonAsync(
            "/bulk-actions/publish/workflow-definitions/by-definition-ids",
            JsonNode.Parse("""{ "definitionIds": ["bulk-theirs", "bulk-mine"] }""")!,
            "analyst");

        answer["published"]!.ToJsonString().ShouldBe("""["bulk-mine"]""");
        answer["failed"]!.ToJsonString().ShouldBe("""["bulk-theirs"]""");
        answer["reasons"]!["bulk-theirs"]!.GetValue<string>().ShouldContain("analyst-2");
    }

    /// <summary>Instances name the version that they run, and the Studio draws it.</summary>
    [Fact]
    public async Task Saving_AfterARetraction_LeavesTheVersionThatRanAsItWas()
    {
        using var published = await (await Editor.CreateAsync(host, "taken-back")).SaveAsync("ran", publish: true);
        using var retracted = await PostAsync("/workflow-definitions/taken-back/retract");
        var before = (await FindAsync("taken-back", VersionSelector.Latest))!;

        using var saved = await (await Editor.OpenAsync(host, "taken-back")).SaveAsync("never ran");

        var after = (await FindAsync("taken-back", VersionSelector.Latest))!;
        (after.Version, before.Version).ShouldBe((2, 1));
        after.Id.ShouldNotBe(before.Id);
        (await host.Get<WorkflowDefinitions>().FindVersionAsync(before.Id, TestContext.Current.CancellationToken))!.Source.ShouldBe(before.Source);
    }

    private static Task<string> TextAsync(HttpResponseMessage response) => response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    private Task<HttpResponseMessage> PostAsync(string path) => host.SendAsync("POST", "/elsa/api" + path, new JsonObject(), "analyst");

    private Task<DefinitionVersion?> FindAsync(string definitionId, VersionSelector selector) =>
        host.Get<WorkflowDefinitions>().FindAsync(definitionId, selector, TestContext.Current.CancellationToken);
}
