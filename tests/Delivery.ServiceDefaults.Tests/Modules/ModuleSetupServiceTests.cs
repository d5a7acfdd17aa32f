using System.Net.Sockets;
using Delivery.ServiceDefaults.Modules;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Delivery.ServiceDefaults.Tests.Modules;

public sealed class ModuleSetupServiceTests
{
    private readonly FakeTimeProvider _time = new() { AutoAdvanceAmount = TimeSpan.Zero };
    private readonly List<string> _ran = [];

    [Fact]
    public async Task RunAsync_SetupsInAnyOrder_RunsBySmallestOrderFirst()
    {
        var service = Service(new Setup("seed", 10, _ran), new Setup("migrate", 0, _ran));

        await service.RunAsync(TestContext.Current.CancellationToken);

        _ran.ShouldBe(["migrate", "seed"]);
        service.IsComplete.ShouldBeTrue();
    }

    [Fact]
    public async Task RunAsync_Twice_RunsEachOnce()
    {
        var service = Service(new Setup("migrate", 0, _ran));

        await service.RunAsync(TestContext.Current.CancellationToken);
        await service.RunAsync(TestContext.Current.CancellationToken);

        _ran.ShouldBe(["migrate"]);
    }

    [Fact]
    public async Task RunAsync_ServerAwayAtFirst_WaitsForIt()
    {
        var setup = new Setup("migrate", 0, _ran) { FailuresLeft = 1, Failure = new SocketException() };
        var service = Service(setup);

        var running = service.RunAsync(TestContext.Current.CancellationToken);
        running.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(1));
        await running;

        _ran.ShouldBe(["migrate"]);
    }

    [Fact]
    public async Task RunAsync_OtherFailure_StopsAtOnce()
    {
        var setup = new Setup("migrate", 0, _ran) { FailuresLeft = 1, Failure = new InvalidOperationException("broken migration") };
        var service = Service(setup, new Setup("seed", 10, _ran));

        await Should.ThrowAsync<InvalidOperationException>(service.RunAsync(TestContext.Current.CancellationToken));

        _ran.ShouldBeEmpty();
        service.IsComplete.ShouldBeFalse();
    }

    private ModuleSetupService Service(params IModuleSetup[] setups) => new(setups, _time, NullLogger<ModuleSetupService>.Instance);

    private sealed class Setup(string description, int order, List<string> ran) : IModuleSetup
    {
        public int Order => order;

        public string Description => description;

        public int FailuresLeft { get; set; }

        public Exception? Failure { get; init; }

        public Task RunAsync(CancellationToken cancellationToken)
        {
            if (FailuresLeft-- > 0)
            {
                throw Failure!;
            }

            ran.Add(description);
            return Task.CompletedTask;
        }
    }
}
