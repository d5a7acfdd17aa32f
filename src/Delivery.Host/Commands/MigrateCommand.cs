using Delivery.Host.CommandLine;
using Delivery.Host.Composition;
using Delivery.ServiceDefaults.Modules;

namespace Delivery.Host.Commands;

/// <summary>Runs the modules' setups and exits: a step of its own in a deployment.</summary>
internal static class MigrateCommand
{
    public static async Task<int> RunAsync(HostArguments arguments)
    {
        await using var host = DeliveryHost.Build(arguments);
        await host.App.Services.GetRequiredService<ModuleSetupService>().RunAsync(CancellationToken.None);
        await Console.Out.WriteLineAsync($"The databases of {string.Join(", ", host.Modules.Select(module => module.Name))} are up to date.");
        return 0;
    }
}
