using Delivery.Host.CommandLine;
using Delivery.Host.Composition;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Delivery.Host.Tests.Composition;

public sealed class DeliveryHostTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("delivery-host-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Build_PartOfTheModulesInMemory_IsRefused() =>
        Refusal("--set", "Profile=demo", "--modules", "orders,identity").ShouldContain("--rabbitmq");

    [Fact]
    public void Build_UnknownModule_NamesTheModules() =>
        Refusal("--set", "Profile=demo", "--modules", "kitchen").ShouldContain("orders");

    [Fact]
    public void Build_OutsideDemoWithoutIssuer_IsRefused() => Refusal("--set", "Profile=production").ShouldContain("Authentication:Authority");

    [Fact]
    public async Task Build_OutsideDemo_LeavesTheDevelopmentIssuerOut()
    {
        await using var host = Build("--set", "Profile=production", "--set", "Authentication:Authority=https://issuer.example");

        host.IsDemo.ShouldBeFalse();
        host.Modules.Select(module => module.Name).ShouldNotContain("identity");
        host.App.Configuration["Payments:ProviderUrl"].ShouldBeNull();
    }

    [Fact]
    public async Task Build_Demo_HostsEverythingButTheGateway()
    {
        await using var host = Build("--set", "Profile=demo");

        host.Modules.Select(module => module.Name).Order().ShouldBe(
            ["identity", "notifications", "orchestrator", "orders", "payments", "riders", "status", "stores"]);
        host.App.Configuration["Payments:ProviderUrl"].ShouldNotBeNull();
        Directory.Exists(host.App.Configuration["Workflows:Directory"]).ShouldBeTrue();
    }

    [Fact]
    public async Task Build_SecondHostOnTheSameData_IsRefused()
    {
        await using var first = Build("--set", "Profile=demo");

        Refusal("--set", "Profile=demo").ShouldContain(_directory);
    }

    [Theory]
    [InlineData("MassTransit.ReceiveTransport")]
    [InlineData("Polly")]
    public async Task Build_LibraryThatIsLoudDuringAnOutage_IsSilentUntilDetailsAreAskedFor(string category)
    {
        (await LogsAsync(category, LogLevel.Warning)).ShouldBeFalse();
        (await LogsAsync(category, LogLevel.Debug, "--set", "Logging:LogLevel:Default=Debug")).ShouldBeTrue();
        (await LogsAsync(category, LogLevel.Warning, "--set", $"Logging:LogLevel:{category.Split('.')[0]}=Warning")).ShouldBeTrue();
    }

    private async Task<bool> LogsAsync(string category, LogLevel level, params string[] args)
    {
        await using var host = Build([.. args, "--set", "Profile=demo"]);
        return host.App.Services.GetRequiredService<ILoggerFactory>().CreateLogger(category).IsEnabled(level);
    }

    private DeliveryHost Build(params string[] args) => DeliveryHost.Build(HostArguments.Parse([.. args, "--data", _directory]));

    private string Refusal(params string[] args) => Should.Throw<UsageException>(() => Build(args)).Message;
}
