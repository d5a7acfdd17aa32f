using Delivery.Testing;
using Delivery.Workflows.Api.Live;
using Delivery.Workflows.Api.Tests.Support;
using Delivery.Workflows.Runtime.Instances;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Delivery.Workflows.Api.Tests.Live;

public sealed class InstanceWatchTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Look_ThatIsGivenUp_IsTakenAgain()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var instances = host.Get<WorkflowInstances>();
        var instance = (await instances.FindAsync(host.Waiting, cancellationToken))!;
        var (hub, time) = (new CancellingHub(), new FakeTimeProvider());
        using var watch = new InstanceWatch(hub, instances, time, NullLogger<InstanceWatch>.Instance);
        watch.Begin("connection", instance with { Revision = -1 });

        await watch.StartAsync(cancellationToken);

        await Eventually.TrueAsync(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                return Task.FromResult(hub.Sent > 1);
            },
            "it looks again");
        watch.ExecuteTask!.IsCompleted.ShouldBeFalse();
        await watch.StopAsync(cancellationToken);
    }
}
