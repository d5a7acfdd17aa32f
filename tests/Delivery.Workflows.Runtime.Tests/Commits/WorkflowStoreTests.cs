using Delivery.Contracts;
using Delivery.Messaging.Bus;
using Delivery.Testing.Servers;
using Delivery.Workflows.Runtime.Commits;
using Delivery.Workflows.Runtime.Definitions;
using Delivery.Workflows.Runtime.Execution;
using Delivery.Workflows.Runtime.Mailbox;
using Delivery.Workflows.Runtime.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Commits;

public abstract class WorkflowStoreTests(TestDatabase database) : RuntimeTests(database)
{
    private const string Cooking = "Stores.CookingStarted";

    [Fact]
    public async Task Commit_ListOfBursts_CommitsAllInOrder()
    {
        var host = await StartAsync();
        var bundle = await PublishAsync(host);

        var results = await host.Get<WorkflowStore>().CommitAsync(
            [await UnitAsync(host, bundle, "a"), await UnitAsync(host, bundle, "b")], CancellationToken.None);

        results.Select(result => result.Outcome).ShouldBe([CommitOutcome.Committed, CommitOutcome.Committed]);
        (await host.QueryAsync(db => db.Instances.CountAsync())).ShouldBe(2);
    }

    [Fact]
    public async Task Commit_PoisonedBurstInAList_FailsAlone()
    {
        var host = await StartAsync();
        var bundle = await PublishAsync(host);
        var poison = Poison(await UnitAsync(host, bundle, "b"));

        var results = await host.Get<WorkflowStore>().CommitAsync(
            [await UnitAsync(host, bundle, "a"), poison, await UnitAsync(host, bundle, "c")], CancellationToken.None);

        results.Select(result => result.Outcome).ShouldBe([CommitOutcome.Committed, CommitOutcome.Failed, CommitOutcome.Committed]);
        results[1].Error.ShouldNotBeNull();
        (await host.QueryAsync(db => db.Instances.Select(instance => instance.Id).Order().ToListAsync())).ShouldBe(["a", "c"]);
    }

    [Fact]
    public async Task Commit_DuplicateInAList_DropsOutAlone()
    {
        var host = await StartAsync();
        var bundle = await PublishAsync(host);
        var message = new ReceivedMessage(WorkflowRuntime.Endpoint, Guid.CreateVersion7(), TestMessages.Placed("ord_1"));
        await host.Get<WorkflowStore>().CommitAsync([new CommitUnit { Message = message }], CancellationToken.None);
        var duplicate = new CommitUnit { Message = message, Bursts = (await UnitAsync(host, bundle, "b")).Bursts };

        var results = await host.Get<WorkflowStore>().CommitAsync(
            [await UnitAsync(host, bundle, "a"), duplicate], CancellationToken.None);

        results.Select(result => result.Outcome).ShouldBe([CommitOutcome.Committed, CommitOutcome.Duplicate]);
        (await host.QueryAsync(db => db.Instances.SingleAsync())).Id.ShouldBe("a");
    }

    [Fact]
    public async Task Commit_BurstOfAnOldRevisionInAList_LosesAlone()
    {
        var host = await StartAsync();
        var bundle = await PublishAsync(host);
        await host.Get<WorkflowStore>().CommitAsync([await UnitAsync(host, bundle, "old")], CancellationToken.None);
        var first = await ResumeAsync(host, "old");
        var second = await ResumeAsync(host, "old");

        (await host.Get<WorkflowStore>().CommitAsync([first], CancellationToken.None))[0].Outcome.ShouldBe(CommitOutcome.Committed);
        var results = await host.Get<WorkflowStore>().CommitAsync([second, await UnitAsync(host, bundle, "new")], CancellationToken.None);

        results.Select(result => result.Outcome).ShouldBe([CommitOutcome.Lost, CommitOutcome.Committed]);
        (await host.QueryAsync(db => db.Instances.SingleAsync(instance => instance.Id == "old"))).Revision.ShouldBe(2);
    }

    [Fact]
    public async Task Commit_TwoBurstsOfOneInstanceInAList_TheSecondLoses()
    {
        var host = await StartAsync();
        var bundle = await PublishAsync(host);
        await host.Get<WorkflowStore>().CommitAsync([await UnitAsync(host, bundle, "one")], CancellationToken.None);

        var results = await host.Get<WorkflowStore>().CommitAsync(
            [await ResumeAsync(host, "one"), await ResumeAsync(host, "one")], CancellationToken.None);

        results.Select(result => result.Outcome).ShouldBe([CommitOutcome.Committed, CommitOutcome.Lost]);
    }

    [Fact]
    public async Task Commit_KeptMessageOfAnAttemptBefore_IsStoredAsANewOne()
    {
        var host = await StartAsync();
        var kept = Mail("one", "hash");
        await host.Get<WorkflowStore>().CommitAsync([new CommitUnit { Kept = kept }], CancellationToken.None);

        var results = await host.Get<WorkflowStore>().CommitAsync([new CommitUnit { Kept = kept }], CancellationToken.None);

        results.ShouldHaveSingleItem().Outcome.ShouldBe(CommitOutcome.Committed);
        (await host.CountMailAsync()).ShouldBe(2);
        (await host.QueryAsync(db => db.MailboxHashes.CountAsync())).ShouldBe(2);
    }

    [Fact]
    public async Task Commit_KeptMessageThatSomethingAwaitsByNow_Loses()
    {
        var host = await StartAsync();
        var bundle = await PublishAsync(host);
        await host.Get<WorkflowStore>().CommitAsync([await UnitAsync(host, bundle, "one")], CancellationToken.None);
        var bookmark = await host.QueryAsync(db => db.Bookmarks.SingleAsync());

        var results = await host.Get<WorkflowStore>().CommitAsync(
            [new CommitUnit { Kept = Mail("one", bookmark.Hash) }, new CommitUnit { Kept = Mail("other", bookmark.Hash) }],
            CancellationToken.None);

        results.Select(result => result.Outcome).ShouldBe([CommitOutcome.Lost, CommitOutcome.Committed]);
        (await host.CountMailAsync()).ShouldBe(1);
    }

    private MailboxMessage Mail(string correlationId, string hash) => new()
    {
        MessageKey = correlationId,
        Name = Cooking,
        CorrelationId = correlationId,
        ReceivedAt = Time.GetUtcNow(),
        ExpiresAt = Time.GetUtcNow().AddHours(1),
        Hashes = [new MailboxHash { Hash = hash, Position = 0 }],
    };

    private static async Task<string> PublishAsync(RuntimeHost host)
    {
        await host.PublishAsync(Elsa.Sequence("order", Elsa.WaitsFor(Cooking)));
        return (await host.Definitions.FindAsync("order", VersionSelector.Published, CancellationToken.None))!.BundleHash!;
    }

    private static async Task<CommitUnit> UnitAsync(RuntimeHost host, string bundleHash, string instanceId) => new()
    {
        Bursts =
        [
            await host.Get<BurstRunner>().StartAsync(
                bundleHash,
                new StartInstance { InstanceId = instanceId, CorrelationId = instanceId },
                ActivationStrategy.Always,
                traceParent: null,
                CancellationToken.None),
        ],
    };

    private static async Task<CommitUnit> ResumeAsync(RuntimeHost host, string instanceId)
    {
        var instance = (await host.Get<InstanceReader>().FindAsync(instanceId, CancellationToken.None))!;
        var bookmark = InstanceState.Deserialize(instance.State).Bookmarks.Single();
        return new CommitUnit
        {
            Bursts =
            [
                await host.Get<BurstRunner>().ResumeAsync(
                    instance, new BookmarkResumption { BookmarkId = bookmark.Id }, traceParent: null, CancellationToken.None),
            ],
        };
    }

    /// <summary>The same with a command that no module takes: it fails inside the transaction, however often it runs.</summary>
    private static CommitUnit Poison(CommitUnit unit)
    {
        var burst = unit.Bursts[0];
        return new CommitUnit
        {
            Bursts =
            [
                new PreparedBurst
                {
                    Burst = burst.Burst,
                    BaseRevision = burst.BaseRevision,
                    State = burst.State,
                    Messages = [new Homeless()],
                    Events = burst.Events,
                },
            ],
        };
    }

    private sealed record Homeless : ICommand;
}
