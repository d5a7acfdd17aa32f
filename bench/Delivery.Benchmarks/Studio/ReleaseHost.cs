using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Delivery.Benchmarks.Studio;

/// <summary>The whole product as a process of its own, as it was built along, on a fresh folder.</summary>
internal sealed class ReleaseHost : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("delivery-bench-");
    private readonly Process _process;

    private ReleaseHost()
    {
        Url = new Uri($"http://127.0.0.1:{FreePort()}");
        _process = Process.Start("sh",
        [
            "-c", "exec dotnet \"$@\" >\"$0\" 2>&1", Log, Assembly, "--urls", Url.ToString(), "--data", Path.Combine(_directory.FullName, "data"), "--set", "Profile=demo",
        ]);
    }

    public Uri Url { get; }

    private static string Assembly => Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "Delivery.Host", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "Delivery.Host.dll"));

    private string Log => Path.Combine(_directory.FullName, "host.log");

    public static async Task<ReleaseHost> StartAsync()
    {
        var host = new ReleaseHost();
        using var http = new HttpClient();
        var time = Stopwatch.StartNew();
        while (!await IsReadyAsync(http, new Uri(host.Url, "/health/ready")))
        {
            if (host._process.HasExited || time.Elapsed > Deadline)
            {
                throw new InvalidOperationException($"The host does not become ready:{Environment.NewLine}{await File.ReadAllTextAsync(host.Log)}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }

        return host;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _directory.Delete(recursive: true);
    }

    private static async Task<bool> IsReadyAsync(HttpClient http, Uri address)
    {
        try
        {
            using var response = await http.GetAsync(address);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
