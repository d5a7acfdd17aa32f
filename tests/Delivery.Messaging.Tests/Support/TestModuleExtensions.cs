using Delivery.Messaging.Bus;
using Delivery.Messaging.Persistence;
using Delivery.ServiceDefaults.Modules;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Delivery.Messaging.Tests.Support;

internal static class TestModuleExtensions
{
    /// <summary>Adds a module as real ones are added, but for the migrations.</summary>
    public static void AddTestModule<TModule>(
        this IHostApplicationBuilder builder, Action<ModuleMessagingBuilder<TestDbContext<TModule>>>? configure = null)
        where TModule : ITestModule
    {
        builder.AddModuleDatabase<TestDbContext<TModule>, TestSqliteDbContext<TModule>, TestPostgresDbContext<TModule>>(TModule.Name);
        builder.Services.Remove(builder.Services.Last(service => service.ServiceType == typeof(IModuleSetup)));
        builder.Services.AddSingleton<IModuleSetup, CreateTables<TModule>>();
        builder.Services.TryAddSingleton<Script<TModule>>();
        builder.AddModuleMessaging(TModule.Name, configure ?? (static _ => { }));
    }
}
