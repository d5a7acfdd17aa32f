using System.Text.Json;
using System.Text.Json.Nodes;
using Delivery.ServiceDefaults.Paging;
using Delivery.ServiceDefaults.Problems;
using Delivery.Testing.Servers;
using Delivery.Workflows.Runtime.Definitions;
using Delivery.Workflows.Runtime.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Definitions;

public abstract class WorkflowDefinitionsTests(TestDatabase database) : RuntimeTests(database)
{
    private const string Cooking = "Stores.CookingStarted";
    private const string Placed = "Orders.OrderPlaced";

    [Fact]
    public async Task Publish_NewVersion_RunningInstancesStayOnTheirs()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed), Elsa.WaitsFor(Cooking, "old")));
        await host.TakeAsync(TestMessages.Placed("ord_1"));

        await host.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed), Elsa.WaitsFor(Cooking, "new")));
        await host.TakeAsync(TestMessages.Placed("ord_2"));
        await host.TakeAsync(TestMessages.Cooking("ord_1"));
        await host.TakeAsync(TestMessages.Cooking("ord_2"));

        (await host.CompletedAsync("ord_1")).ShouldContain("old");
        (await host.CompletedAsync("ord_2")).ShouldContain("new");
        (await host.InstanceOfAsync("ord_1")).Version.ShouldBe(1);
        (await host.InstanceOfAsync("ord_2")).Version.ShouldBe(2);
    }

    [Fact]
    public async Task Publish_NewVersionOfASubWorkflow_RunningInstancesStayOnTheirBundle()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.SequenceWith(Leading(), "part", Elsa.WaitsFor(Cooking, "old")));
        await host.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed), Part()));
        await host.TakeAsync(TestMessages.Placed("ord_1"));

        await host.PublishAsync(Elsa.SequenceWith(Leading(), "part", Elsa.WaitsFor(Cooking, "new")));
        await host.TakeAsync(TestMessages.Placed("ord_2"));
        await host.TakeAsync(TestMessages.Cooking("ord_1"));
        await host.TakeAsync(TestMessages.Cooking("ord_2"));

        (await host.CompletedAsync("ord_1")).ShouldContain("old");
        (await host.CompletedAsync("ord_2")).ShouldContain("new");
    }

    [Fact]
    public async Task Publish_DraftAfterPublished_IsTheNextVersion()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed)));

        var draft = await host.Definitions.SaveDraftAsync(Elsa.Sequence("order", Elsa.StartsWith(Cooking)), CancellationToken.None);
        draft.ShouldSatisfyAllConditions(
            version => version.Version.ShouldBe(2), version => version.IsLatest.ShouldBeTrue(), version => version.IsPublished.ShouldBeFalse());
        (await host.Definitions.FindAsync("order", VersionSelector.Published, CancellationToken.None))!.Version.ShouldBe(1);
        var again = await host.Definitions.SaveDraftAsync(Elsa.Sequence("order", Elsa.StartsWith(Cooking)), CancellationToken.None);
        again.Id.ShouldBe(draft.Id);

        await host.Definitions.PublishAsync("order", CancellationToken.None);

        (await host.Definitions.FindAsync("order", VersionSelector.Published, CancellationToken.None))!.Version.ShouldBe(2);
        (await host.QueryAsync(db => db.Triggers.Select(trigger => trigger.Name).ToListAsync())).ShouldBe([Cooking]);
        (await host.QueryAsync(db => db.Versions.CountAsync(version => version.IsPublished))).ShouldBe(1);
        (await host.QueryAsync(db => db.Versions.CountAsync(version => version.IsLatest))).ShouldBe(1);
    }

    [Fact]
    public async Task SaveDrafts_OneWasChangedMeanwhile_StoresNone()
    {
        var host = await StartAsync();
        var before = await host.Definitions.SaveDraftAsync(Elsa.Sequence("changed", Elsa.StartsWith(Placed)), CancellationToken.None);
        await host.Definitions.SaveDraftAsync(Elsa.Sequence("changed", Elsa.StartsWith(Cooking)), CancellationToken.None);

        var problem = await Should.ThrowAsync<ProblemException>(() => host.Definitions.SaveDraftsAsync(
            [(Elsa.Sequence("new", Elsa.StartsWith(Placed)), null), (Elsa.Sequence("changed", Elsa.StartsWith(Placed)), before.Stamp)],
            CancellationToken.None));

        problem.Type.ShouldBe(WorkflowProblems.DefinitionChanged);
        (await host.Definitions.FindAsync("new", VersionSelector.Latest, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task SaveDraft_AfterARetraction_IsTheNextVersion()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed)));
        var published = (await host.Definitions.FindAsync("order", VersionSelector.Published, CancellationToken.None))!;
        await host.Definitions.RetractAsync("order", CancellationToken.None);

        var draft = await host.Definitions.SaveDraftAsync(Elsa.Sequence("order", Elsa.StartsWith(Cooking)), CancellationToken.None);

        draft.Version.ShouldBe(2);
        (await host.Definitions.FindVersionAsync(published.Id, CancellationToken.None))!.Source.ShouldBe(published.Source);
    }

    [Fact]
    public async Task Retract_Published_StartsNothingMore()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed), Elsa.WaitsFor(Cooking)));

        await host.Definitions.RetractAsync("order", CancellationToken.None);
        await host.TakeAsync(TestMessages.Placed("ord_1"));

        (await host.InstancesOfAsync("ord_1")).ShouldBeEmpty();
        await host.Definitions.PublishAsync("order", CancellationToken.None);
        (await host.QueryAsync(db => db.Triggers.CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task Publish_UnknownDefinition_IsAProblem()
    {
        var host = await StartAsync();

        var problem = await Should.ThrowAsync<ProblemException>(() => host.Definitions.PublishAsync("nothing", CancellationToken.None));

        problem.Type.ShouldBe(WorkflowProblems.DefinitionNotFound);
    }

    [Fact]
    public async Task Publish_InputDeclaredTwice_IsAProblemAndChangesNothing()
    {
        var host = await StartAsync();
        var document = Elsa.Sequence("order", Elsa.StartsWith(Placed)).Document.DeepClone().AsObject();
        JsonObject Input() => new() { ["type"] = "String", ["name"] = "Customer" };
        document["inputs"] = new JsonArray(Input(), Input());

        var problem = await Should.ThrowAsync<ProblemException>(() => host.PublishAsync(WorkflowDefinition.From(document)));

        problem.Type.ShouldBe(WorkflowProblems.DefinitionInvalid);
        (await host.Definitions.FindAsync("order", VersionSelector.Published, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task Publish_ActivityThatIsNotThere_IsRefusedWithItsNameAndChangesNothing()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed), Elsa.WaitsFor(Cooking)));

        var problem = await Should.ThrowAsync<ProblemException>(
            () => host.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed), Elsa.Activity("Shop.Pray", "hope"))));

        problem.Type.ShouldBe(WorkflowProblems.DefinitionInvalid);
        problem.Message.ShouldStartWith("order cannot be published. ");
        problem.Message.ShouldContain("“hope” in “order”: The activity type 'Shop.Pray' is not known here.");
        problem.Extensions.ShouldContainKey("findings");
        (await host.Definitions.FindAsync("order", VersionSelector.Published, CancellationToken.None))!.Version.ShouldBe(1);
        await host.TakeAsync(TestMessages.Placed("ord_1"));
        (await host.InstanceOfAsync("ord_1")).SubStatus.ShouldBe(WorkflowSubStatus.Suspended);
    }

    [Fact]
    public async Task List_MoreThanAPage_GoesOnAtTheCursor()
    {
        var host = await StartAsync();
        foreach (var id in new[] { "c", "a", "b" })
        {
            await host.PublishAsync(Elsa.Sequence(id, Elsa.StartsWith(Placed)));
        }

        var first = await host.Definitions.ListAsync(VersionSelector.Latest, new PageRequest(Cursor: null, Limit: 2), CancellationToken.None);
        var second = await host.Definitions.ListAsync(VersionSelector.Latest, new PageRequest(first.NextCursor, Limit: 2), CancellationToken.None);

        first.Items.Select(version => version.DefinitionId).ShouldBe(["a", "b"]);
        second.Items.Select(version => version.DefinitionId).ShouldBe(["c"]);
        second.NextCursor.ShouldBeNull();
    }

    [Theory]
    [InlineData(509, "order", "1")]
    [InlineData(1100, "order", "1")]
    [InlineData(1, "order", """{ "a": 1, "a": 2 }""")]
    [InlineData(1, "order", """ "\ud83d" """)]
    [InlineData(1, """or\u0000der""", "1")]
    public async Task SaveDraft_WhatCouldNotBeReadAgain_IsRefused(int depth, string name, string inside)
    {
        var host = await StartAsync();
        var unreadable = Document(depth, name, inside);

        await Should.ThrowAsync<WorkflowDefinitionException>(() => host.Definitions.SaveDraftAsync(unreadable, CancellationToken.None));
        var nothing = await host.Definitions.FindAsync("order", VersionSelector.Latest, CancellationToken.None);
        var good = await host.Definitions.SaveDraftAsync(Document(508, "order", "1"), CancellationToken.None);
        await Should.ThrowAsync<WorkflowDefinitionException>(() => host.Definitions.SaveDraftAsync(unreadable, CancellationToken.None));

        nothing.ShouldBeNull();
        (await host.Definitions.FindAsync("order", VersionSelector.Latest, CancellationToken.None))!.Source.ShouldBe(good.Source);
    }

    /// <summary>Read as leniently as somebody else might.</summary>
    private static WorkflowDefinition Document(int depth, string name, string inside)
    {
        var deep = new string('[', depth) + new string(']', depth);
        var text = $$"""{ "definitionId": "order", "name": "{{name}}", "customProperties": { "deep": {{deep}}, "inside": {{inside}} } }""";
        return WorkflowDefinition.From(JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { MaxDepth = 2048 })!.AsObject());
    }

    private static JsonObject Leading() => new() { ["usableAsActivity"] = true, ["autoUpdateConsumingWorkflows"] = true };

    private static JsonObject Part()
    {
        var activity = Elsa.Activity("part", "part");
        activity["workflowDefinitionId"] = "part";
        return activity;
    }
}
