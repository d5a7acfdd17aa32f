using System.Diagnostics;
using Delivery.Simulator.Hosting;

namespace Delivery.BrowserTests.SignIn;

/// <summary>The real host as production has it: it trusts an issuer, and nobody gets a token from itself. It writes down all that the server says.</summary>
public sealed class SignInHost : IAsyncLifetime
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(180);
    private readonly string _directory = Directory.CreateTempSubdirectory("delivery-sign-in-").FullName;
    private Process? _process;

    public SignInHost() => Issuer = new TestIssuer(Url);

    public Uri Url { get; } = FreeAddress.Take();

    public TestIssuer Issuer { get; }

    private static string HostAssembly => Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "Delivery.Host", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "Delivery.Host.dll"));

    private string LogFile => Path.Combine(_directory, "host.log");

    public async ValueTask InitializeAsync()
    {
        await Issuer.StartAsync();
        _process = Process.Start("sh",
        [
            "-c", "exec dotnet \"$@\" >\"$0\" 2>&1", LogFile, HostAssembly, "--urls", Url.ToString(), "--data", Path.Combine(_directory, "data"),
            .. Set("Profile=production"),
            .. Set($"Authentication:Authority={Issuer.Url}"),
            .. Set("Authentication:RoleClaim=roles"),
            .. Set($"Studio:SignIn:ClientId={TestIssuer.ClientId}"),
            .. Set("Logging:LogLevel:Microsoft.AspNetCore=Trace"),
        ]);
        using var http = new HttpClient();
        using var patience = new CancellationTokenSource(StartDeadline);
        while (!await AnswersAsync(http))
        {
            if (_process.HasExited || patience.IsCancellationRequested)
            {
                throw new InvalidOperationException($"The host does not become ready:{Environment.NewLine}{await ReadLogAsync()}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        await Issuer.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>All that the host has written, once that is in it: it writes a moment after it acts.</summary>
    public async Task<string> ReadLogUntilAsync(string expected)
    {
        using var patience = new CancellationTokenSource(StartDeadline);
        string log;
        while (!(log = await ReadLogAsync()).Contains(expected, StringComparison.Ordinal))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, patience.Token);
        }

        return log;
    }

    private async Task<string> ReadLogAsync()
    {
        using var reader = new StreamReader(new FileStream(LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return await reader.ReadToEndAsync();
    }

    private static IEnumerable<string> Set(string setting) => ["--set", setting];

    private async Task<bool> AnswersAsync(HttpClient http)
    {
        try
        {
            using var response = await http.GetAsync(new Uri(Url, "/health/ready"));
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
