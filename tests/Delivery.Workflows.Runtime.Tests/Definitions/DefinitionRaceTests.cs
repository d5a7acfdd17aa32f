using System.Text.Json.Nodes;
using Delivery.Messaging.Persistence;
using Delivery.ServiceDefaults.Problems;
using Delivery.Testing.Servers;
using Delivery.Workflows.Runtime.Definitions;
using Delivery.Workflows.Runtime.Persistence;
using Delivery.Workflows.Runtime.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Definitions;

/// <summary>Two runtimes on one database change and use the same definition.</summary>
public abstract class DefinitionRaceTests(TestDatabase database) : RuntimeTests(database)
{
    private const string Cooking = "Stores.CookingStarted";
    private const string Placed = "Orders.OrderPlaced";

    [Fact]
    public async Task Publish_OnOneReplica_TheVeryNextStartOnTheOtherRunsIt()
    {
        var (one, other) = (await StartAsync(), await StartAsync());
        for (var version = 1; version <= 4; version++)
        {
            var (publisher, starter) = version % 2 == 0 ? (one, other) : (other, one);
            await publisher.PublishAsync(Definition($"wait{version}"));

            await starter.TakeAsync(TestMessages.Placed($"ord_{version}"));
            var started = await starter.Instances.StartAsync("order", $"ord_s{version}", input: null, CancellationToken.None);

            (await starter.InstanceOfAsync($"ord_{version}")).Version.ShouldBe(version);
            (await starter.Instances.FindAsync(started, CancellationToken.None))!.Version.ShouldBe(version);
        }
    }

    [Fact]
    public async Task Publish_SubWorkflowOnOneReplica_TheVeryNextStartOnTheOtherRunsIt()
    {
        var (one, other) = (await StartAsync(), await StartAsync());
        await one.PublishAsync(Elsa.SequenceWith(Leading(), "part", Elsa.WaitsFor(Cooking, "old")));
        await one.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed), Part()));
        await other.TakeAsync(TestMessages.Placed("ord_1"));

        await one.Definitions.SaveDraftAsync(Elsa.SequenceWith(Leading(), "part", Elsa.WaitsFor(Cooking, "new")), CancellationToken.None);
        var publication = await one.Definitions.PublishAsync("part", CancellationToken.None);
        await other.TakeAsync(TestMessages.Placed("ord_2"));
        await other.TakeAsync(TestMessages.Cooking("ord_2"));

        publication.UpdatedConsumers.ShouldBe(["order"]);
        (await other.CompletedAsync("ord_2")).ShouldContain("new");
    }

    [Fact]
    public async Task Publish_WhileInstancesStart_EachRunsOneVersionWholly()
    {
        var (one, other) = (await StartAsync(), await StartAsync());
        await one.PublishAsync(Definition("wait1"));

        var publishing = Task.Run(async () =>
        {
            for (var version = 2; version <= 8; version++)
            {
                await one.PublishAsync(Definition($"wait{version}"));
            }
        });
        var orders = 0;
        do
        {
            await other.TakeAsync(TestMessages.Placed($"ord_{++orders}"));
        }
        while (!publishing.IsCompleted);
        await publishing;

        for (var order = 1; order <= orders; order++)
        {
            var instance = await other.InstanceOfAsync($"ord_{order}");
            var state = (await other.Instances.FindStateAsync(instance.Id, CancellationToken.None)).ShouldNotBeNull();
            state.DefinitionVersion.ShouldBe(instance.Version);
            state.Bookmarks.ShouldHaveSingleItem().ActivityId.ShouldBe($"wait{instance.Version}");
        }

        await other.TakeAsync(TestMessages.Placed("ord_last"));
        (await other.InstanceOfAsync("ord_last")).Version.ShouldBe(8);
    }

    [Fact]
    public async Task Publish_OnBothAtOnce_OneIsPublishedAndTheOtherLearnsIt()
    {
        var (one, other) = (await StartAsync(), await StartAsync());
        for (var round = 1; round <= 3; round++)
        {
            var draft = await one.Definitions.SaveDraftAsync(Definition($"wait{round}"), CancellationToken.None);

            var publications = await Task.WhenAll(new[] { one, other }.Select(host => Task.Run(
                () => host.Definitions.PublishAsync("order", draft.Stamp, CancellationToken.None).ContinueWith(Outcome, TaskScheduler.Default))));

            publications.Order().ShouldBe(["changed", "published"]);
            (await one.QueryAsync(db => db.Versions.CountAsync(version => version.IsPublished))).ShouldBe(1);
            (await one.QueryAsync(db => db.Versions.CountAsync(version => version.IsLatest))).ShouldBe(1);
            (await one.QueryAsync(db => db.Triggers.CountAsync())).ShouldBe(1);
        }
    }

    [Fact]
    public async Task SaveDraft_MadeOfWhatSomebodyElseHasChanged_IsRefusedAndLosesNothing()
    {
        var (one, other) = (await StartAsync(), await StartAsync());
        var read = await one.Definitions.SaveDraftAsync(Definition("mine"), CancellationToken.None);
        var theirs = await other.Definitions.SaveDraftAsync(Definition("theirs"), read.Stamp, CancellationToken.None);

        var problem = await Should.ThrowAsync<ProblemException>(
            () => one.Definitions.SaveDraftAsync(Definition("late"), read.Stamp, CancellationToken.None));

        problem.Type.ShouldBe(WorkflowProblems.DefinitionChanged);
        problem.Extensions["latestRevision"].ShouldBe(theirs.Revision);
        (await one.Definitions.FindAsync("order", VersionSelector.Latest, CancellationToken.None))!.Source.ShouldContain("\"theirs\"");
        (await one.Definitions.SaveDraftAsync(Definition("late"), theirs.Stamp, CancellationToken.None)).Source.ShouldContain("\"late\"");
    }

    [Fact]
    public async Task SaveDraft_NewOnBothAtOnce_OneIsStoredAndTheOtherLearnsIt()
    {
        var (one, other) = (await StartAsync(), await StartAsync());

        var saves = await Task.WhenAll(new[] { one, other }.Select(host => Task.Run(async () =>
        {
            try
            {
                await host.Definitions.SaveDraftAsync(Definition("first"), DefinitionStamp.None, CancellationToken.None);
                return "saved";
            }
            catch (ProblemException problem)
            {
                return problem.Type.Slug;
            }
        })));

        saves.Order().ShouldBe(["saved", WorkflowProblems.DefinitionChanged.Slug]);
        (await one.Definitions.FindAsync("order", VersionSelector.Latest, CancellationToken.None))!.Revision.ShouldBe(1);
    }

    [Fact]
    public async Task Store_TwoPublishedVersions_TheDatabaseRefuses()
    {
        var host = await StartAsync();
        await host.PublishAsync(Definition("wait1"));
        await host.PublishAsync(Definition("wait2"));

        var exception = await Should.ThrowAsync<Exception>(() => host.Get<Transactions<WorkflowsDbContext>>().RunAsync(
            (transaction, token) => transaction.Db.Versions.Where(version => version.Version == 1)
                .ExecuteUpdateAsync(set => set.SetProperty(version => version.IsPublished, true), token),
            CancellationToken.None));

        exception.ToString().ShouldContain("nique");
    }

    private static string Outcome(Task<Publication> task) => task.Exception?.InnerException switch
    {
        null => task.Result.AlreadyPublished ? "already" : "published",
        ProblemException problem when problem.Type == WorkflowProblems.DefinitionChanged => "changed",
        var other => other.ToString(),
    };

    private static WorkflowDefinition Definition(string wait) => Elsa.Sequence("order", Elsa.StartsWith(Placed), Elsa.WaitsFor(Cooking, wait));

    private static JsonObject Leading() => new() { ["usableAsActivity"] = true, ["autoUpdateConsumingWorkflows"] = true };

    private static JsonObject Part()
    {
        var activity = Elsa.Activity("part", "part");
        activity["workflowDefinitionId"] = "part";
        return activity;
    }
}
