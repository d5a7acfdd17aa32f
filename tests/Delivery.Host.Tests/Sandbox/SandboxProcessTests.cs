using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Delivery.Host.Sandbox;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Delivery.Host.Tests.Sandbox;

public sealed class SandboxProcessTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("delivery-sandbox-").FullName;
    private readonly HttpClient _http = new();

    public void Dispose()
    {
        _http.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task StartAsync_Returns_WhenTheSandboxAnswers()
    {
        var start = Start();
        using var lifetime = new Lifetime();
        using var sandbox = Sandbox(start, lifetime);

        await sandbox.StartAsync(TestContext.Current.CancellationToken);

        (await AnswersAsync(start.Url)).ShouldBeTrue();
        await sandbox.StopAsync(TestContext.Current.CancellationToken);
        (await AnswersAsync(start.Url)).ShouldBeFalse();
    }

    [Fact]
    public async Task Child_Killed_IsStartedAgainAtTheSameAddress()
    {
        var start = Start();
        using var lifetime = new Lifetime();
        using var sandbox = Sandbox(start, lifetime);
        await sandbox.StartAsync(TestContext.Current.CancellationToken);

        using var child = Children().Single(process => CommandLineOf(process).Contains(_directory, StringComparison.Ordinal));
        child.Kill();
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);

        await EventuallyAsync(() => AnswersAsync(start.Url));
        await sandbox.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Child_WhenItsParentIsKilled_EndsToo()
    {
        var start = Start();
        // The shell stands for a host: it holds the other end of the sandbox's standard input, and is killed without a chance to clean up.
        using var parent = Process.Start(new ProcessStartInfo("sh")
        {
            ArgumentList = { "-c", $"sleep 600 | dotnet '{start.Path}' --urls {start.Url} --data '{_directory}' --exit-with-stdin true" },
        })!;
        await EventuallyAsync(() => AnswersAsync(start.Url));

        foreach (var process in Process.GetProcessesByName("sleep").Where(process => ParentOf(process.Id) == parent.Id))
        {
            process.Kill();
        }

        await EventuallyAsync(async () => !await AnswersAsync(start.Url));
        await parent.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private static SandboxProcess Sandbox(SandboxStart start, IHostApplicationLifetime lifetime) =>
        new(start, lifetime, TimeProvider.System, NullLogger<SandboxProcess>.Instance);

    private SandboxStart Start()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        return new SandboxStart(SandboxLocation.Find().ShouldNotBeNull(), new Uri($"http://127.0.0.1:{port}"), _directory);
    }

    private static IEnumerable<Process> Children() =>
        Process.GetProcessesByName("dotnet").Where(process => ParentOf(process.Id) == Environment.ProcessId);

    private static string CommandLineOf(Process process) => File.ReadAllText($"/proc/{process.Id}/cmdline");

    private static int ParentOf(int id)
    {
        try
        {
            // "pid (name) state ppid …"; the name may hold anything but ends with the last parenthesis.
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private async Task<bool> AnswersAsync(Uri url)
    {
        try
        {
            using var response = await _http.GetAsync(new Uri(url, "/health/live"), TestContext.Current.CancellationToken);
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task EventuallyAsync(Func<Task<bool>> condition)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (!await condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, patience.Token);
        }
    }

    private sealed class Lifetime : IHostApplicationLifetime, IDisposable
    {
        private readonly CancellationTokenSource _stopping = new();

        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => _stopping.Token;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => _stopping.Cancel();

        public void Dispose() => _stopping.Dispose();
    }
}
