using Delivery.Testing.Servers;
using Delivery.Workflows.Runtime.Http.Endpoints;
using Delivery.Workflows.Runtime.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Http;

public sealed class HeldRequestsTests() : RuntimeTests(TestDatabase.Sqlite)
{
    [Fact]
    public async Task Wait_ToldWhenTimeIsOver_GivesWhatItWasTold()
    {
        var host = await StartAsync();
        using var time = new CancellationTokenSource();
        HeldRequests? held = null;
        var reply = new HttpReply("req_1", 200);
        held = new HeldRequests(host.Get<IServiceScopeFactory>(), new Clock(() =>
        {
            held!.Announce(reply);
            time.Cancel();
        }));

        (await held.WaitAsync("req_1", held.Listen("req_1"), time.Token)).ShouldBe(reply);
    }

    /// <summary>Calls when somebody begins to wait.</summary>
    private sealed class Clock(Action waits) : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            waits();
            return base.CreateTimer(callback, state, dueTime, period);
        }
    }
}
