using System.Net;
using System.Text.Json.Nodes;
using Delivery.Workflows.Api.Tests.Support;
using Delivery.Workflows.Runtime.Definitions;

namespace Delivery.Workflows.Api.Tests.Publishing;

public sealed class PublishingTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Panel_OfADraft_ShowsDifferencesAndWhoEditedIt()
    {
        using var published = await (await Editor.CreateAsync(host, "compared")).SaveAsync("first", publish: true);
        using var saved = await (await Editor.OpenAsync(host, "compared")).SaveAsync("second");

        var panel = await host.GetJsonAsync(Path("compared"));

        (panel["version"]!.GetValue<int>(), panel["publishedVersion"]!.GetValue<int>()).ShouldBe((2, 1));
        panel["editor"]!.GetValue<string>().ShouldBe("analyst-1");
        panel["mayPublish"]!.GetValue<bool>().ShouldBeFalse("a viewer asks");
        var difference = panel["differences"]!.AsArray().ShouldHaveSingleItem()!;
        (difference["detail"]!.GetValue<string>(), difference["from"]!.GetValue<string>(), difference["to"]!.GetValue<string>())
            .ShouldBe(("description", "first", "second"));
    }

    [Fact]
    public async Task Publishing_WhatIsShown_IsDoneAndNotedInTheLog()
    {
        await Editor.CreateAsync(host, "noted");

        var panel = await PublishAsync("noted", await host.GetJsonAsync(Path("noted"), "analyst"), "Because the kitchen asked for it");

        panel["isPublished"]!.GetValue<bool>().ShouldBeTrue();
        var entry = panel["history"]!.AsArray().ShouldHaveSingleItem()!;
        (entry["action"]!.GetValue<string>(), entry["who"]!.GetValue<string>(), entry["note"]!.GetValue<string>(), entry["version"]!.GetValue<int>())
            .ShouldBe(("Published", "analyst-1", "Because the kitchen asked for it", 1));
    }

    [Fact]
    public async Task Publishing_WhatHasChangedSinceItWasShown_IsRefused()
    {
        var editor = await Editor.CreateAsync(host, "moved-on");
        var seen = await host.GetJsonAsync(Path("moved-on"), "analyst");
        using var saved = await editor.SaveAsync("later");

        using var response = await SendAsync("moved-on", seen, "a note");

        response.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await FindPublishedAsync("moved-on")).ShouldBeNull();
    }

    [Fact]
    public async Task Publishing_WithWarnings_NeedsANote()
    {
        await SaveDoubtfulAsync("doubtful");
        var seen = await host.GetJsonAsync(Path("doubtful"), "analyst");
        seen["findings"]!.AsArray().ShouldNotBeEmpty();
        seen["findings"]!.AsArray().ShouldAllBe(finding => !finding!["isError"]!.GetValue<bool>());

        using var without = await SendAsync("doubtful", seen, "  ");

        without.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await FindPublishedAsync("doubtful")).ShouldBeNull();
        var panel = await PublishAsync("doubtful", seen, "It is meant to be like this");
        panel["history"]!.AsArray().ShouldHaveSingleItem()!["note"]!.GetValue<string>().ShouldBe("It is meant to be like this");
    }

    [Fact]
    public async Task Panel_OfAUsedWorkflow_ShowsWhatWillBeWrongWhereItIsUsed()
    {
        var store = host.Get<WorkflowDefinitions>();
        var published = (await store.FindAsync("payment", VersionSelector.Published, TestContext.Current.CancellationToken))!;
        var document = WorkflowDefinition.Parse(published.Source).Document.DeepClone().AsObject();
        var connections = document["root"]!["connections"]!.AsArray();
        connections.Remove(connections.Single(connection =>
            $"{connection!["source"]!["activity"]} {connection["source"]!["port"]}" == "authorize Timed out"));
        await store.SaveDraftAsync(WorkflowDefinition.From(document), TestContext.Current.CancellationToken);

        var panel = await host.GetJsonAsync(Path("payment"), "analyst");

        var finding = panel["findings"]!.AsArray().Single(finding => finding!["activityId"]?.GetValue<string>() == "authorize")!;
        finding["isError"]!.GetValue<bool>().ShouldBeTrue();
        finding["activity"]!.GetValue<string>().ShouldBe("Authorize payment");
        finding["definition"]!.GetValue<string>().ShouldBe("Payment");
        finding["message"]!.GetValue<string>().ShouldContain("draw an arrow from \"Timed out\"");
        using var response = await SendAsync("payment", panel, "It is meant to be like this");
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await store.FindAsync("payment", VersionSelector.Published, TestContext.Current.CancellationToken))!.Id.ShouldBe(published.Id);
    }

    [Fact]
    public async Task Publishing_WithWarningsByTheStudiosOwnButton_PointsToThePanel()
    {
        await SaveDoubtfulAsync("doubtful-too");

        using var response = await (await Editor.OpenAsync(host, "doubtful-too")).SaveAsync("changed", publish: true);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("Publish panel");
        (await FindPublishedAsync("doubtful-too")).ShouldBeNull();
    }

    [Fact]
    public async Task Log_OfARetraction_SaysWho()
    {
        using var published = await (await Editor.CreateAsync(host, "withdrawn")).SaveAsync("first", publish: true);
        await host.PostJsonAsync("/workflow-definitions/withdrawn/retract", new JsonObject(), "analyst/analyst-2");

        var panel = await host.GetJsonAsync(Path("withdrawn"));

        panel["history"]!.AsArray().Select(entry => $"{entry!["action"]} {entry["who"]}").ShouldBe(["Retracted analyst-2", "Published analyst-1"]);
    }

    /// <summary>The log outlives what it is about: whoever makes one with the same id again sees it.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Log_OfDeletingWhatIsPublished_SaysWho(bool inBulk)
    {
        var id = "deleted-" + inBulk;
        using var published = await (await Editor.CreateAsync(host, id)).SaveAsync("first", publish: true);
        using var response = inBulk
            ? await host.SendAsync(
                "POST", "/elsa/api/bulk-actions/delete/workflow-definitions/by-definition-id",
                new JsonObject { ["definitionIds"] = new JsonArray(id) }, "analyst/analyst-2")
            : await host.SendAsync("DELETE", "/elsa/api/workflow-definitions/" + id, role: "analyst/analyst-2");
        response.IsSuccessStatusCode.ShouldBeTrue();
        await Editor.CreateAsync(host, id);

        var panel = await host.GetJsonAsync(Path(id));

        panel["history"]!.AsArray().Select(entry => $"{entry!["action"]} {entry["who"]}").ShouldBe(["Deleted analyst-2", "Published analyst-1"]);
    }

    [Theory]
    [InlineData("viewer")]
    [InlineData("operator")]
    [InlineData("customer")]
    public async Task Publishing_ByWhoeverMayNotEdit_IsForbidden(string role)
    {
        await Editor.CreateAsync(host, "forbidden-to-" + role);

        using var response = await SendAsync(
            "forbidden-to-" + role, await host.GetJsonAsync(Path("forbidden-to-" + role), "analyst"), "a note", role);

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static string Path(string definitionId) => $"/workflow-definitions/{definitionId}/publishing";

    private Task<DefinitionVersion> SaveDoubtfulAsync(string definitionId) =>
        host.Get<WorkflowDefinitions>().SaveDraftAsync(Samples.Doubtful(definitionId), TestContext.Current.CancellationToken);

    private Task<HttpResponseMessage> SendAsync(string definitionId, JsonNode seen, string note, string role = "analyst") =>
        host.SendAsync(
            "POST",
            "/elsa/api" + Path(definitionId),
            new JsonObject { ["versionId"] = seen["versionId"]!.DeepClone(), ["revision"] = seen["revision"]!.DeepClone(), ["note"] = note },
            role);

    private async Task<JsonNode> PublishAsync(string definitionId, JsonNode seen, string note)
    {
        using var response = await SendAsync(definitionId, seen, note);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!;
    }

    private Task<DefinitionVersion?> FindPublishedAsync(string definitionId) =>
        host.Get<WorkflowDefinitions>().FindAsync(definitionId, VersionSelector.Published, TestContext.Current.CancellationToken);
}
