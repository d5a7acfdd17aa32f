using System.Diagnostics;

namespace Delivery.Testing.Processes;

/// <summary>The payment sandbox as a process of its own. The test project must reference it, so that its program lies beside the tests.</summary>
public sealed class SandboxProcess : IAsyncDisposable
{
    private const string Announcement = "Payment sandbox: ";

    private readonly Process _process;

    private SandboxProcess(Process process, Uri url) => (_process, Url) = (process, url);

    /// <summary>Where it listens.</summary>
    public Uri Url { get; }

    /// <summary>Starts it and waits until it serves.</summary>
    /// <param name="dataDirectory">Where its database is.</param>
    /// <param name="url">Where it shall listen; null for a free port.</param>
    public static async Task<SandboxProcess> StartAsync(string dataDirectory, Uri? url = null)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Delivery.PaymentSandbox.dll");
        var process = Process.Start(new ProcessStartInfo(
            "dotnet", [program, "--urls", url?.AbsoluteUri ?? "http://127.0.0.1:0", "--data", dataDirectory])
        {
            RedirectStandardOutput = true,
        }) ?? throw new InvalidOperationException("The sandbox did not start.");
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(Announcement, StringComparison.Ordinal))
            {
                return new SandboxProcess(process, new Uri(line[Announcement.Length..]));
            }
        }

        await process.WaitForExitAsync();
        throw new InvalidOperationException($"The sandbox ended with {process.ExitCode} before it served.");
    }

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }
}
