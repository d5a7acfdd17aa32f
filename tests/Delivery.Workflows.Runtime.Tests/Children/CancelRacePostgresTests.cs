using System.Text.Json.Nodes;
using Delivery.Testing.Servers;
using Delivery.Workflows.Runtime.Children;
using Delivery.Workflows.Runtime.Intents;
using Delivery.Workflows.Runtime.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Children;

/// <summary>One replica starts the children of a parent, another cancels them, and one of the two does all of it between two statements of the other.</summary>
[Trait("Needs", "Server")]
public sealed class CancelRacePostgresTests() : RuntimeTests(TestDatabase.Postgres)
{
    private readonly Interjection _interjection = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task StartChildren_CancelBetweenAnyTwoStatements_LeavesNoneRunning(bool deletes)
    {
        var (host, other) = await StartTwoAsync();
        var (place, isReached) = (0, true);
        while (isReached)
        {
            var call = await BeginAsync(host);

            // Then it dies: nobody brings home what came of it.
            isReached = await _interjection.BeforeAsync(++place, CancelAsync, () => Starter(host).RunAsync(call, CancellationToken.None));
            if (!isReached)
            {
                await CancelAsync();
            }

            await CheckAsync(host, $"cancelled before statement {place}");
            (await host.QueryAsync(db => db.Intents.CountAsync())).ShouldBe(0);

            async Task CancelAsync()
            {
                await other.Instances.CancelAsync(call.InstanceId, "enough", CancellationToken.None);
                await other.SettleAsync();
                if (deletes)
                {
                    await other.Instances.DeleteAsync(call.InstanceId, CancellationToken.None);
                }
            }
        }

        place.ShouldBeGreaterThan(5, "there are places between statements");
    }

    [Fact]
    public async Task CancelChildren_StartBetweenAnyTwoStatements_LeavesNoneRunning()
    {
        var (host, other) = await StartTwoAsync();
        var (place, isReached) = (0, true);
        while (isReached)
        {
            var call = await BeginAsync(host);
            await other.Instances.CancelAsync(call.InstanceId, "enough", CancellationToken.None);

            isReached = await _interjection.BeforeAsync(
                ++place, StartAsync, () => host.Get<ChildCommands>().CancelChildrenAsync(call.InstanceId, CancellationToken.None));
            if (!isReached)
            {
                await StartAsync();
            }

            await CheckAsync(host, $"started before statement {place}");
            await host.SettleAsync();
            (await host.QueryAsync(db => db.Intents.CountAsync())).ShouldBe(0);

            // It saw the parent wait, and was slow.
            async Task StartAsync()
            {
                await Starter(other).RunAsync(call with { BookmarkId = null }, CancellationToken.None);
            }
        }

        place.ShouldBeGreaterThan(3, "there are places between statements");
    }

    private static ChildStarter Starter(RuntimeHost host) => host.Get<IEnumerable<IIntentHandler>>().OfType<ChildStarter>().Single();

    private static async Task CheckAsync(RuntimeHost host, string when) =>
        (await host.QueryAsync(db => db.Instances.CountAsync(instance => instance.Status == WorkflowStatus.Running))).ShouldBe(0, when);

    private async Task<(RuntimeHost Host, RuntimeHost Other)> StartTwoAsync()
    {
        var host = await StartAsync(options => options with { Interceptor = _interjection });
        await host.PublishAsync(Elsa.Sequence("child", Elsa.Delay("wait", "01:00:00")));
        await host.PublishAsync(Elsa.Sequence("parent", Elsa.Activity(
            "Elsa.BulkDispatchWorkflows", "bulk",
            ("workflowDefinitionId", Elsa.Literal("String", "child")), ("items", Elsa.Expression("Object", "JavaScript", "[1, 2]")))));
        return (host, await StartAsync());
    }

    /// <summary>A parent whose children a replica is about to start.</summary>
    private static async Task<IntentCall> BeginAsync(RuntimeHost host)
    {
        var parent = await host.Instances.StartAsync("parent", correlationId: null, input: null, CancellationToken.None);
        var claimed = (await host.Get<IntentStore>().ClaimAsync(10, CancellationToken.None)).ShouldHaveSingleItem();
        return new IntentCall(claimed.Id, parent, null, JsonNode.Parse(claimed.Payload)!.AsObject(), 1) { BookmarkId = claimed.BookmarkId };
    }
}
