using Delivery.Messaging.Bus;
using Delivery.Testing.Servers;
using Delivery.Workflows.Runtime.Commits;
using Delivery.Workflows.Runtime.Definitions;
using Delivery.Workflows.Runtime.Execution;
using Delivery.Workflows.Runtime.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Shouldly;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Commits;

/// <summary>What only a group can get wrong.</summary>
[Trait("Needs", "Server")]
public sealed class GroupStorePostgresTests() : RuntimeTests(TestDatabase.Postgres)
{
    private const string Cooking = "Stores.CookingStarted";

    [Fact]
    public async Task Commit_OneMessageTwiceInAGroup_TakesItOnce()
    {
        var host = await StartAsync();
        var bundle = await PublishAsync(host);
        var message = Message("ord_1");

        var results = await CommitAsync(
            host, await StartUnitAsync(host, bundle, "a", message: message), await StartUnitAsync(host, bundle, "b", message: message));

        results.ShouldBe([CommitOutcome.Committed, CommitOutcome.Duplicate]);
        (await InstancesAsync(host)).ShouldBe(["a"]);
    }

    [Fact]
    public async Task Commit_SeveralUnitsOfOneCorrelationInAGroup_TakesTheFirst()
    {
        var host = await StartAsync();
        var bundle = await PublishAsync(host);

        var results = await CommitAsync(
            host,
            await StartUnitAsync(host, bundle, "a", correlationId: "ord_1"),
            await StartUnitAsync(host, bundle, "b", correlationId: "ord_1"),
            await StartUnitAsync(host, bundle, "c", correlationId: "ord_2"));

        results.ShouldBe([CommitOutcome.Committed, CommitOutcome.Lost, CommitOutcome.Committed]);
        (await InstancesAsync(host)).ShouldBe(["a", "c"]);
    }

    [Fact]
    public async Task Commit_LoserWithAMessage_LeavesTheMessageUnhandledAndTheOthersWhole()
    {
        var host = await StartAsync();
        var bundle = await PublishAsync(host);
        await CommitAsync(host, await StartUnitAsync(host, bundle, "old"));
        var message = Message("ord_1");
        var loser = await ResumeUnitAsync(host, "old", message);
        await CommitAsync(host, await ResumeUnitAsync(host, "old"));

        var results = await CommitAsync(host, await StartUnitAsync(host, bundle, "a"), loser, await StartUnitAsync(host, bundle, "b"));

        results.ShouldBe([CommitOutcome.Committed, CommitOutcome.Lost, CommitOutcome.Committed]);
        (await host.IsHandledAsync(message.MessageId)).ShouldBeFalse();
        (await InstancesAsync(host)).ShouldBe(["a", "b", "old"]);
        (await host.QueryAsync(db => db.Bookmarks.CountAsync())).ShouldBe(2);
        (await host.QueryAsync(db => db.Journal.Select(entry => entry.InstanceId).Distinct().CountAsync())).ShouldBe(3);
    }

    [Fact]
    public async Task Commit_UnitThatTheDatabaseRefuses_FailsAlone()
    {
        var host = await StartAsync();
        var bundle = await PublishAsync(host);
        var units = new List<CommitUnit>();
        foreach (var id in "abcdefgh")
        {
            // PostgreSQL's texts cannot hold a zero.
            units.Add(await StartUnitAsync(host, bundle, id.ToString(), correlationId: id == 'f' ? "ord\0" : null));
        }

        var results = await host.Get<WorkflowStore>().CommitAsync(units, CancellationToken.None);

        results.Select(result => result.Outcome == CommitOutcome.Committed).ShouldBe([true, true, true, true, true, false, true, true]);
        results[5].Outcome.ShouldBe(CommitOutcome.Failed);
        results[5].Error.ShouldBeOfType<PostgresException>();
        (await InstancesAsync(host)).ShouldBe(["a", "b", "c", "d", "e", "g", "h"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Commit_AnswerLost_IsCommittedOnce(bool afterwards)
    {
        var direct = await StartAsync();
        var bundle = await PublishAsync(direct);
        LostCommit? lost = null;
        var host = await StartAsync(options =>
        {
            var settings = new NpgsqlConnectionStringBuilder(options.ConnectionString);
            lost = LostCommit.InFrontOf(settings.Host!, settings.Port);
            (settings.Host, settings.Port) = ("127.0.0.1", lost.Port);
            return options with { ConnectionString = settings.ConnectionString };
        });
        await using var cut = lost!;
        var unit = await StartUnitAsync(host, bundle, "a", message: Message("ord_1"));
        var other = await StartUnitAsync(host, bundle, "b");

        cut.LoseNext(afterwards);
        var results = await CommitAsync(host, unit, other);

        cut.Lost.ShouldBe(1);
        results.ShouldBe([CommitOutcome.Committed, CommitOutcome.Committed]);
        (await InstancesAsync(direct)).ShouldBe(["a", "b"]);
        (await direct.IsHandledAsync(unit.Message!.MessageId)).ShouldBeTrue();
        (await direct.QueryAsync(db => db.Bookmarks.CountAsync())).ShouldBe(2);
    }

    [Fact]
    public async Task Commit_TwoReplicasWithTheSameInstances_EachInstanceGoesOnOnce()
    {
        const int Instances = 40;
        RuntimeHost[] hosts = [await StartAsync(), await StartAsync()];
        var bundle = await PublishAsync(hosts[0]);
        var ids = Enumerable.Range(0, Instances).Select(number => $"instance{number:00}").ToList();
        await hosts[0].Get<WorkflowStore>().CommitAsync(
            await Task.WhenAll(ids.Select(id => StartUnitAsync(hosts[0], bundle, id))), CancellationToken.None);
        var shares = await Task.WhenAll(hosts.Select(async (host, number) =>
            // In different orders, so that a deadlock would show.
            await Task.WhenAll((number == 0 ? ids : Enumerable.Reverse(ids)).Select(id => ResumeUnitAsync(host, id, Message(id))))));

        var outcomes = await Task.WhenAll(hosts.Zip(shares).Select(async pair =>
            (await Task.WhenAll(pair.Second.Chunk(8).Select(units => CommitAsync(pair.First, units)))).SelectMany(results => results).ToList()));

        outcomes.SelectMany(results => results).Count(outcome => outcome == CommitOutcome.Committed).ShouldBe(Instances);
        outcomes.SelectMany(results => results).Count(outcome => outcome == CommitOutcome.Lost).ShouldBe(Instances);
        (await hosts[0].QueryAsync(db => db.Instances.Select(instance => instance.Revision).Distinct().ToListAsync())).ShouldBe([2]);
        (await hosts[0].QueryAsync(db => db.Bookmarks.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task Take_ManyMessagesAtOnceOnTwoReplicas_EachIsTakenOnce()
    {
        const int Orders = 60;
        RuntimeHost[] hosts = [await StartAsync(), await StartAsync()];
        await hosts[0].PublishAsync(Elsa.Sequence("order", Elsa.StartsWith("Orders.OrderPlaced"), Elsa.WaitsFor(Cooking)));
        var orders = Enumerable.Range(0, Orders).Select(number => $"ord_{number:00}").ToList();
        var messages = orders.ToDictionary(order => order, _ => (Placed: Guid.CreateVersion7(), Cooking: Guid.CreateVersion7()));

        // Each message reaches both replicas, one of them in the wrong order: there it is to be kept while the other starts the instance.
        await Task.WhenAll(orders.SelectMany(order => new[]
        {
            hosts[0].TakeAsync(TestMessages.Cooking(order), messages[order].Cooking),
            hosts[1].TakeAsync(TestMessages.Placed(order), messages[order].Placed),
            hosts[0].TakeAsync(TestMessages.Placed(order), messages[order].Placed),
            hosts[1].TakeAsync(TestMessages.Cooking(order), messages[order].Cooking),
        }));

        // Nobody has swept the mailbox: a message and its bookmark must not have missed each other.
        var instances = await hosts[0].QueryAsync(db => db.Instances.Select(instance => new { instance.CorrelationId, instance.SubStatus }).ToListAsync());
        instances.Select(instance => instance.CorrelationId).Order().ShouldBe(orders);
        instances.ShouldAllBe(instance => instance.SubStatus == WorkflowSubStatus.Finished);
        (await hosts[0].CountMailAsync()).ShouldBe(0);
    }

    private static ReceivedMessage Message(string orderId) =>
        new(WorkflowRuntime.Endpoint, Guid.CreateVersion7(), TestMessages.Placed(orderId));

    private static async Task<IReadOnlyList<CommitOutcome>> CommitAsync(RuntimeHost host, params CommitUnit[] units)
    {
        var results = await host.Get<WorkflowStore>().CommitAsync(units, CancellationToken.None);
        results.Select(result => result.Error?.ToString()).OfType<string>().ShouldBeEmpty();
        return [.. results.Select(result => result.Outcome)];
    }

    private static Task<List<string>> InstancesAsync(RuntimeHost host) =>
        host.QueryAsync(db => db.Instances.Select(instance => instance.Id).Order().ToListAsync());

    private static async Task<string> PublishAsync(RuntimeHost host)
    {
        await host.PublishAsync(Elsa.Sequence("order", Elsa.WaitsFor(Cooking)));
        return (await host.Definitions.FindAsync("order", VersionSelector.Published, CancellationToken.None))!.BundleHash!;
    }

    private static async Task<CommitUnit> StartUnitAsync(
        RuntimeHost host, string bundleHash, string instanceId, string? correlationId = null, ReceivedMessage? message = null) => new()
        {
            Message = message,
            Bursts =
            [
                await host.Get<BurstRunner>().StartAsync(
                    bundleHash,
                    new StartInstance { InstanceId = instanceId, CorrelationId = correlationId ?? instanceId },
                    ActivationStrategy.Always,
                    traceParent: null,
                    CancellationToken.None),
            ],
        };

    private static async Task<CommitUnit> ResumeUnitAsync(RuntimeHost host, string instanceId, ReceivedMessage? message = null)
    {
        var instance = (await host.Get<InstanceReader>().FindAsync(instanceId, CancellationToken.None))!;
        var bookmark = InstanceState.Deserialize(instance.State).Bookmarks.Single();
        return new CommitUnit
        {
            Message = message,
            Bursts =
            [
                await host.Get<BurstRunner>().ResumeAsync(
                    instance, new BookmarkResumption { BookmarkId = bookmark.Id }, traceParent: null, CancellationToken.None),
            ],
        };
    }
}
