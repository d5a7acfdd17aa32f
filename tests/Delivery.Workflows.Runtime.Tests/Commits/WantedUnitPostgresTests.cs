using Delivery.Testing;
using Delivery.Testing.Servers;
using Delivery.Workflows.Runtime.Commits;
using Delivery.Workflows.Runtime.Persistence;
using Delivery.Workflows.Runtime.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Commits;

[Trait("Needs", "Server")]
public sealed class WantedUnitPostgresTests() : WantedUnitTests(TestDatabase.Postgres)
{
    private readonly Interjection _interjection = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Commit_WantedByAnIntentThatIsBeingTakenAway_WaitsAndIsADuplicate(bool tells)
    {
        var (host, other) = (await StartAsync(), await StartAsync());
        await PublishAsync(host);
        await IntendAsync(host, "one");
        var unit = await UnitAsync(host, "a", "one", tells);
        Task<IReadOnlyList<CommitOutcome>>? commit = null;

        await RunAsync(host, async db =>
        {
            await RemoveAsync(db, "one");
            commit = Task.Run(() => CommitAsync(other, unit));
            await Eventually.TrueAsync(async () => commit.IsCompleted || await IsSomebodyWaitingAsync(host), "the commit waits, or does not");
            commit.IsCompleted.ShouldBeFalse();
        });

        (await commit!).ShouldBe([CommitOutcome.Duplicate]);
        (await InstancesAsync(host)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Remove_BetweenAnyTwoStatementsOfACommitThatNeedsIt_ComesBeforeItOrWaitsForIt()
    {
        var (host, other) = (await StartAsync(options => options with { Interceptor = _interjection }), await StartAsync());
        await PublishAsync(host);
        var outcomes = new HashSet<CommitOutcome>();
        var (place, isReached) = (0, true);
        while (isReached)
        {
            var (intent, unit) = ($"intent{++place}", await UnitAsync(host, $"child{place}", $"intent{place}", tells: true));
            await IntendAsync(host, intent);
            var (removal, isBefore, outcome) = (Task.CompletedTask, false, CommitOutcome.Failed);

            isReached = await _interjection.BeforeAsync(
                place,
                async () =>
                {
                    removal = Task.Run(() => RunAsync(other, db => RemoveAsync(db, intent)));
                    await Eventually.TrueAsync(async () => removal.IsCompleted || await IsSomebodyWaitingAsync(other), "the removal waits, or does not");
                    isBefore = removal.IsCompleted;
                },
                async () => outcome = (await CommitAsync(host, unit)).Single());
            await removal;

            outcome.ShouldBe(isBefore ? CommitOutcome.Duplicate : CommitOutcome.Committed, $"taken away before statement {place}");
            outcomes.Add(outcome);
        }

        outcomes.Count.ShouldBe(2);
        (await host.QueryAsync(db => db.Intents.Select(intent => intent.Id).ToListAsync())).ShouldBe([$"intent{place}"], "there was no such statement");
    }

    private static Task<int> RemoveAsync(WorkflowsDbContext db, string intent) => db.Intents.Where(stored => stored.Id == intent).ExecuteDeleteAsync();

    private static async Task<bool> IsSomebodyWaitingAsync(RuntimeHost host) => await host.QueryAsync(db => db.Database.SqlQuery<int>(
        $"SELECT count(*)::int AS \"Value\" FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend' AND wait_event_type = 'Lock'").SingleAsync()) > 0;
}
