using Delivery.Messaging.Persistence;
using Delivery.Testing.Servers;
using Delivery.Workflows.Runtime.Commits;
using Delivery.Workflows.Runtime.Definitions;
using Delivery.Workflows.Runtime.Execution;
using Delivery.Workflows.Runtime.Intents;
using Delivery.Workflows.Runtime.Persistence;
using Delivery.Workflows.Runtime.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Commits;

/// <summary>What an intent wants is committed while the intent is there: by groups, and one by one when an instance tells its parent of its end.</summary>
public abstract class WantedUnitTests(TestDatabase database) : RuntimeTests(database)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Commit_WantedByAnIntentThatIsGone_IsADuplicate(bool tells)
    {
        var host = await StartAsync();
        await PublishAsync(host);
        await IntendAsync(host, "one", "two");

        (await CommitAsync(host, await UnitAsync(host, "a", "one", tells), await UnitAsync(host, "b", "gone", tells), await UnitAsync(host, "c", "one", tells), await UnitAsync(host, "d", "two", tells)))
            .ShouldBe([CommitOutcome.Committed, CommitOutcome.Duplicate, CommitOutcome.Committed, CommitOutcome.Committed]);
        (await CommitAsync(host, new CommitUnit { IntentId = "one" })).ShouldBe([CommitOutcome.Committed]);
        (await CommitAsync(host, await UnitAsync(host, "e", "one", tells))).ShouldBe([CommitOutcome.Duplicate]);

        (await InstancesAsync(host)).ShouldBe(["a", "c", "d"]);
    }

    [Fact]
    public async Task Commit_WantedByAnIntentThatEndsInTheSameList_CountsOnlyBeforeThat()
    {
        var host = await StartAsync();
        await PublishAsync(host);
        await IntendAsync(host, "one");

        (await CommitAsync(host, await UnitAsync(host, "a", "one"), new CommitUnit { IntentId = "one" }, await UnitAsync(host, "b", "one")))
            .ShouldBe([CommitOutcome.Committed, CommitOutcome.Committed, CommitOutcome.Duplicate]);

        (await InstancesAsync(host)).ShouldBe(["a"]);
    }

    internal static async Task PublishAsync(RuntimeHost host)
    {
        await host.PublishAsync(Elsa.Sequence("waits", Elsa.WaitsFor("Stores.CookingStarted")));
        await host.PublishAsync(Elsa.Sequence("ends", Elsa.Probe()));
    }

    internal static Task IntendAsync(RuntimeHost host, params string[] ids) => host.QueryAsync(async db =>
    {
        db.Intents.AddRange(ids.Select(id => new StoredIntent
        {
            Id = id,
            InstanceId = "parent",
            BookmarkId = "bookmark",
            Kind = IntentKinds.StartWorkflows,
            Payload = "{}",
            CreatedAt = DateTimeOffset.UnixEpoch,
        }));
        return await db.SaveChangesAsync();
    });

    internal static async Task<CommitUnit> UnitAsync(RuntimeHost host, string instanceId, string wantedBy, bool tells = false)
    {
        var version = await host.Definitions.FindAsync(tells ? "ends" : "waits", VersionSelector.Published, CancellationToken.None);
        var start = new StartInstance
        {
            InstanceId = instanceId,
            CorrelationId = instanceId,
            Parent = tells ? new ParentLink { InstanceId = "parent", Depth = 1, Stimulus = "End", StimulusHash = "hash" } : null,
        };
        var burst = await host.Get<BurstRunner>().StartAsync(version!.BundleHash!, start, ActivationStrategy.Always, traceParent: null, CancellationToken.None);
        burst.Told.Count.ShouldBe(tells ? 1 : 0);
        return new CommitUnit { WantedBy = wantedBy, Bursts = [burst] };
    }

    internal static async Task<IReadOnlyList<CommitOutcome>> CommitAsync(RuntimeHost host, params CommitUnit[] units)
    {
        var results = await host.Get<WorkflowStore>().CommitAsync(units, CancellationToken.None);
        results.Select(result => result.Error?.ToString()).OfType<string>().ShouldBeEmpty();
        return [.. results.Select(result => result.Outcome)];
    }

    internal static Task<List<string>> InstancesAsync(RuntimeHost host) =>
        host.QueryAsync(db => db.Instances.Select(instance => instance.Id).Order().ToListAsync());

    internal static Task RunAsync(RuntimeHost host, Func<WorkflowsDbContext, Task> work) => host.Get<Transactions<WorkflowsDbContext>>().RunAsync(
        (transaction, _) => work(transaction.Db), CancellationToken.None);
}
