using System.Net;
using System.Net.Sockets;

namespace Delivery.Host.Sandbox;

/// <summary>Starts the payment sandbox beside a host of the demo profile.</summary>
internal static class SandboxExtensions
{
    /// <summary>The setting that names the payment provider.</summary>
    public const string ProviderUrl = "Payments:ProviderUrl";

    /// <summary>The setting that chooses the sandbox's address, for those who want to read its books; by default any free port.</summary>
    private const string SandboxUrl = "Sandbox:Url";

    /// <summary>Unless a provider is configured, starts the sandbox and makes it the provider.</summary>
    public static void AddPaymentSandbox(this WebApplicationBuilder builder)
    {
        if (!string.IsNullOrWhiteSpace(builder.Configuration[ProviderUrl]) || SandboxLocation.Find() is not { } path)
        {
            return;
        }

        var url = new Uri(builder.Configuration[SandboxUrl] ?? $"http://127.0.0.1:{FreePort()}");
        builder.Configuration.AddInMemoryCollection([new(ProviderUrl, url.ToString())]);
        var data = Path.Combine(builder.Configuration["Data:Directory"] ?? ".data", "sandbox");
        builder.Services.AddHostedService(services => ActivatorUtilities.CreateInstance<SandboxProcess>(
            services, new SandboxStart(path, url, Path.GetFullPath(data))));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
