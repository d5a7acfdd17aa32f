using System.Text.Json.Serialization;
using Delivery.PaymentSandbox.Admin;
using Delivery.PaymentSandbox.Authorizations;
using Delivery.PaymentSandbox.Idempotency;
using Delivery.PaymentSandbox.Ledger;
using Delivery.PaymentSandbox.Storage;

namespace Delivery.PaymentSandbox;

/// <summary>
/// A payment provider of our own: the API of a real one, a ledger that only grows, and failures on demand. It is a process of its own with a
/// database of its own, so that what it says about money is a second opinion. It has no authentication and belongs on a developer's machine.
/// </summary>
internal static class SandboxApplication
{
    private const string DefaultUrl = "http://localhost:8081";

    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey]))
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        AddServices(builder);
        var app = builder.Build();
        app.Services.GetRequiredService<SandboxDatabase>().CreateSchema();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.MapGet("/health/live", () => TypedResults.Ok(new { status = "Healthy" }));
        app.MapAdmin();
        app.MapLedger();
        app.MapAuthorizations();
        return app;
    }

    private static void AddServices(WebApplicationBuilder builder)
    {
        builder.Services.AddProblemDetails();
        // A hanging call has no reason to hold up the end of the process.
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.Services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.Converters.Add(new JsonStringEnumConverter());
            options.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        });
        if (builder.Configuration.GetValue("exit-with-stdin", false))
        {
            builder.Services.AddHostedService<ParentWatch>();
        }

        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(SandboxOptions.From(builder.Configuration));
        builder.Services.AddSingleton<SandboxDatabase>();
        builder.Services.AddSingleton<IdempotentPosts>();
        builder.Services.AddSingleton<AuthorizationDesk>();
        builder.Services.AddSingleton<LedgerReader>();
        builder.Services.AddSingleton<OutageSwitch>();
    }
}
