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

public abstract class DefinitionHistoryTests(TestDatabase database) : RuntimeTests(database)
{
    private const string Cooking = "Stores.CookingStarted";
    private const string Placed = "Orders.OrderPlaced";

    [Fact]
    public async Task ListVersions_SeveralPublished_NewestFirstAndOneIsLatest()
    {
        var host = await StartAsync();
        await PublishAsync(host, "one", "two", "three");

        var first = await host.Definitions.ListVersionsAsync("order", new PageRequest(Cursor: null, Limit: 2), CancellationToken.None);
        var second = await host.Definitions.ListVersionsAsync("order", new PageRequest(first.NextCursor, Limit: 2), CancellationToken.None);

        first.Items.Select(version => (version.Version, version.IsLatest, version.IsPublished)).ShouldBe([(3, true, true), (2, false, false)]);
        second.Items.Select(version => version.Version).ShouldBe([1]);
        second.NextCursor.ShouldBeNull();
    }

    [Fact]
    public async Task Revert_EarlierVersion_IsACopyAsDraftAndWhatIsPublishedStays()
    {
        var host = await StartAsync();
        await PublishAsync(host, "one", "two");

        var draft = await host.Definitions.RevertAsync("order", 1, expected: null, CancellationToken.None);

        draft.ShouldSatisfyAllConditions(
            version => version.Version.ShouldBe(3),
            version => version.IsLatest.ShouldBeTrue(),
            version => version.IsPublished.ShouldBeFalse(),
            version => version.Source.ShouldContain("\"one\""));
        WorkflowDefinition.Parse(draft.Source).ShouldSatisfyAllConditions(
            definition => definition.Id.ShouldBe(draft.Id), definition => definition.Version.ShouldBe(3));
        (await host.Definitions.FindAsync("order", VersionSelector.Published, CancellationToken.None))!.Version.ShouldBe(2);
        await host.Definitions.PublishAsync("order", CancellationToken.None);
        await host.TakeAsync(TestMessages.Placed("ord_1"));
        await host.TakeAsync(TestMessages.Cooking("ord_1"));
        (await host.CompletedAsync("ord_1")).ShouldContain("one");
    }

    [Fact]
    public async Task Revert_UnknownVersion_IsAProblem()
    {
        var host = await StartAsync();
        await PublishAsync(host, "one");

        var problem = await Should.ThrowAsync<ProblemException>(
            () => host.Definitions.RevertAsync("order", 7, expected: null, CancellationToken.None));

        problem.Type.ShouldBe(WorkflowProblems.DefinitionNotFound);
        (await host.QueryAsync(db => db.Versions.CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task DeleteVersion_LatestDraft_TheHighestThatIsLeftBecomesLatest()
    {
        var host = await StartAsync();
        await PublishAsync(host, "one");
        var draft = await host.Definitions.SaveDraftAsync(Definition("two"), CancellationToken.None);

        await host.Definitions.DeleteVersionAsync(draft.Id, CancellationToken.None);

        var latest = await host.Definitions.FindAsync("order", VersionSelector.Latest, CancellationToken.None);
        latest.ShouldNotBeNull().ShouldSatisfyAllConditions(version => version.Version.ShouldBe(1), version => version.IsPublished.ShouldBeTrue());
    }

    [Fact]
    public async Task DeleteVersion_OfALiveInstance_IsRefusedUntilItHasEnded()
    {
        var host = await StartAsync();
        await PublishAsync(host, "one");
        await host.TakeAsync(TestMessages.Placed("ord_1"));
        var versionId = (await host.Definitions.FindAsync("order", 1, CancellationToken.None))!.Id;
        await PublishAsync(host, "two");

        var problem = await Should.ThrowAsync<ProblemException>(() => host.Definitions.DeleteVersionAsync(versionId, CancellationToken.None));

        problem.Type.ShouldBe(WorkflowProblems.DefinitionInUse);
        problem.Message.ShouldContain((await host.InstanceOfAsync("ord_1")).Id);
        await host.TakeAsync(TestMessages.Cooking("ord_1"));
        await host.Definitions.DeleteVersionAsync(versionId, CancellationToken.None);
        (await host.Definitions.FindVersionAsync(versionId, CancellationToken.None)).ShouldBeNull();
        (await host.CompletedAsync("ord_1")).ShouldContain("one", "what an instance did outlives its version");
    }

    [Fact]
    public async Task DeleteVersion_OfAFaultedInstance_IsRefusedBecauseItCanBeRetried()
    {
        var host = await StartAsync(options => options with { Probe = _ => throw new InvalidOperationException("broken") });
        await host.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed), Elsa.Probe()));
        await host.TakeAsync(TestMessages.Placed("ord_1"));
        (await host.InstanceOfAsync("ord_1")).SubStatus.ShouldBe(WorkflowSubStatus.Faulted);

        var problem = await Should.ThrowAsync<ProblemException>(() => host.Definitions.DeleteAsync("order", CancellationToken.None));

        problem.Type.ShouldBe(WorkflowProblems.DefinitionInUse);
    }

    [Fact]
    public async Task DeleteVersion_PinnedInABundleOfALiveInstance_IsRefused()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.SequenceWith(Leading(), "part", Elsa.WaitsFor(Cooking, "old")));
        await host.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed), Part()));
        var versionId = (await host.Definitions.FindAsync("part", 1, CancellationToken.None))!.Id;
        await host.TakeAsync(TestMessages.Placed("ord_1"));
        await host.PublishAsync(Elsa.SequenceWith(Leading(), "part", Elsa.WaitsFor(Cooking, "new")));

        var problem = await Should.ThrowAsync<ProblemException>(() => host.Definitions.DeleteVersionAsync(versionId, CancellationToken.None));

        problem.Type.ShouldBe(WorkflowProblems.DefinitionInUse);
        await host.TakeAsync(TestMessages.Cooking("ord_1"));
        await host.Definitions.DeleteVersionAsync(versionId, CancellationToken.None);
    }

    [Fact]
    public async Task Delete_UsedByAPublishedDefinition_IsRefusedWithItsName()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.SequenceWith(Leading(), "part", Elsa.WaitsFor(Cooking)));
        await host.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed), Part()));

        var deletion = await Should.ThrowAsync<ProblemException>(() => host.Definitions.DeleteAsync("part", CancellationToken.None));
        var retraction = await Should.ThrowAsync<ProblemException>(() => host.Definitions.RetractAsync("part", CancellationToken.None));

        foreach (var problem in new[] { deletion, retraction })
        {
            problem.Type.ShouldBe(WorkflowProblems.DefinitionInUse);
            problem.Message.ShouldContain("published definitions use it, namely order.");
        }

        (await host.Definitions.FindConsumersAsync("part", CancellationToken.None)).ShouldBe(["order"]);
        (await host.Definitions.FindAsync("part", VersionSelector.Published, CancellationToken.None)).ShouldNotBeNull();
        await host.Definitions.RetractAsync("order", CancellationToken.None);
        await host.Definitions.DeleteAsync("part", CancellationToken.None);
        (await host.Definitions.FindAsync("part", VersionSelector.Latest, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task Delete_Published_StartsNothingMoreAndItsFileDoesNotBringItBack()
    {
        var host = await StartAsync();
        var file = new DefinitionFile("order.json", Definition("one").ToJson());
        await host.Get<DefinitionImporter>().ImportAsync([file], CancellationToken.None);

        await host.Definitions.DeleteAsync("order", CancellationToken.None);
        await host.TakeAsync(TestMessages.Placed("ord_1"));
        await host.Get<DefinitionImporter>().ImportAsync([file], CancellationToken.None);

        (await host.InstancesOfAsync("ord_1")).ShouldBeEmpty();
        (await host.QueryAsync(db => db.Triggers.CountAsync())).ShouldBe(0);
        (await host.QueryAsync(db => db.Versions.CountAsync())).ShouldBe(0);
        await host.Get<DefinitionImporter>().ImportAsync([file with { Text = Definition("two").ToJson() }], CancellationToken.None);
        (await host.Definitions.FindAsync("order", VersionSelector.Published, CancellationToken.None)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Retract_NotPublished_IsAProblemOfItsOwn()
    {
        var host = await StartAsync();
        await host.Definitions.SaveDraftAsync(Definition("one"), CancellationToken.None);

        var problem = await Should.ThrowAsync<ProblemException>(() => host.Definitions.RetractAsync("order", CancellationToken.None));

        problem.Type.ShouldBe(WorkflowProblems.DefinitionNotPublished);
    }

    private static WorkflowDefinition Definition(string wait) => Elsa.Sequence("order", Elsa.StartsWith(Placed), Elsa.WaitsFor(Cooking, wait));

    private static async Task PublishAsync(RuntimeHost host, params IEnumerable<string> waits)
    {
        foreach (var wait in waits)
        {
            await host.PublishAsync(Definition(wait));
        }
    }

    private static JsonObject Leading() => new() { ["usableAsActivity"] = true, ["autoUpdateConsumingWorkflows"] = true };

    private static JsonObject Part()
    {
        var activity = Elsa.Activity("part", "part");
        activity["workflowDefinitionId"] = "part";
        return activity;
    }
}
