using Delivery.Messaging.Persistence;
using Delivery.ServiceDefaults.Modules;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Delivery.Testing.Harness;

/// <summary>Starts a module alone, as <see cref="ModuleHarness{TContext}"/> says.</summary>
public static class ModuleHarness
{
    /// <summary>Migrates, seeds, then serves the module's routes.</summary>
    public static async Task<ModuleHarness<TContext>> StartAsync<TContext>(IModule module, Action<ModuleHarnessOptions>? configure = null)
        where TContext : ModuleDbContext
    {
        ArgumentNullException.ThrowIfNull(module);
        var options = new ModuleHarnessOptions();
        configure?.Invoke(options);
        var directory = options.DataDirectory is null ? new TemporaryDirectory() : null;
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        var app = ModuleHost.Build(module, options, options.DataDirectory ?? directory!.Path, time);
        foreach (var setup in app.Services.GetServices<IModuleSetup>().OrderBy(setup => setup.Order))
        {
            await setup.RunAsync(CancellationToken.None);
        }

        await app.StartAsync();
        return new ModuleHarness<TContext>(app, module.Name, time, directory);
    }
}
