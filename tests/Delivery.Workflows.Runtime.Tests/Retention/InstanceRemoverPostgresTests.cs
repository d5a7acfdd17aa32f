using Delivery.Messaging.Persistence;
using Delivery.Testing;
using Delivery.Testing.Servers;
using Delivery.Workflows.Runtime.Intents;
using Delivery.Workflows.Runtime.Persistence;
using Delivery.Workflows.Runtime.Retention;
using Delivery.Workflows.Runtime.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Retention;

/// <summary>Whoever deletes an instance takes its intents in the order in which starts of children hold them.</summary>
[Trait("Needs", "Server")]
public sealed class InstanceRemoverPostgresTests() : RuntimeTests(TestDatabase.Postgres)
{
    [Fact]
    public async Task Remove_FirstIntentIsHeldByAStart_HoldsNoneBehindIt()
    {
        var (host, other) = (await StartAsync(), await StartAsync());
        // A statement that deletes would come by the last one first.
        foreach (var id in new[] { "b", "a" })
        {
            await host.QueryAsync(db =>
            {
                db.Intents.Add(new StoredIntent
                {
                    Id = id, InstanceId = "parent", Kind = IntentKinds.StartWorkflows, Payload = "{}", CreatedAt = DateTimeOffset.UnixEpoch,
                });
                return db.SaveChangesAsync();
            });
        }

        var removal = Task.CompletedTask;
        await RunAsync(host, async db =>
        {
            await HoldAsync(db, "a");
            removal = Task.Run(() => RunAsync(other, theirs => InstanceRemover.RemoveAsync(theirs, ["parent"], CancellationToken.None)));
            await Eventually.TrueAsync(() => IsSomebodyWaitingAsync(host), "the removal waits for what is held");

            (await db.Database.SqlQuery<string>($"SELECT id FROM workflows.intents WHERE id = 'b' FOR KEY SHARE SKIP LOCKED").ToListAsync()).ShouldBe(["b"]);
        });

        await removal;
        (await host.QueryAsync(db => db.Intents.CountAsync())).ShouldBe(0);
    }

    private static Task<List<string>> HoldAsync(WorkflowsDbContext db, string id) =>
        db.Database.SqlQuery<string>($"SELECT id FROM workflows.intents WHERE id = {id} FOR KEY SHARE").ToListAsync();

    private static async Task<bool> IsSomebodyWaitingAsync(RuntimeHost host) => await host.QueryAsync(db => db.Database.SqlQuery<int>(
        $"SELECT count(*)::int AS \"Value\" FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'").SingleAsync()) > 0;

    private static Task RunAsync(RuntimeHost host, Func<WorkflowsDbContext, Task> work) => host.Get<Transactions<WorkflowsDbContext>>().RunAsync(
        (transaction, _) => work(transaction.Db), CancellationToken.None);
}
