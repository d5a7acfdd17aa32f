using System.Diagnostics;
using Delivery.Simulator.CommandLine;

namespace Delivery.Simulator.Hosting;

/// <summary>A host of our own: one process, with its output in a file.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly Process _process;
    private readonly string _log;
    private readonly Uri _url;

    private HostProcess(Process process, string log, Uri url)
    {
        _process = process;
        _log = log;
        _url = url;
    }

    /// <summary>Starts it; <see cref="ReadyAsync"/> tells when it serves.</summary>
    public static HostProcess Start(string assembly, string log, Uri url, IEnumerable<string> arguments)
    {
        // The shell only redirects: the process that it becomes is the host.
        var info = new ProcessStartInfo("sh")
        {
            ArgumentList = { "-c", "exec dotnet \"$@\" >\"$0\" 2>&1", log, assembly, "--urls", url.ToString() },
        };
        foreach (var argument in arguments)
        {
            info.ArgumentList.Add(argument);
        }

        return new HostProcess(Process.Start(info)!, log, url);
    }

    /// <summary>Waits until it is ready.</summary>
    /// <exception cref="SimulatorUsageException">It ended, or does not become ready.</exception>
    public async Task ReadyAsync(TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var started = timeProvider.GetTimestamp();
        while (!await IsReadyAsync(http, cancellationToken))
        {
            if (_process.HasExited || timeProvider.GetElapsedTime(started) > StartTimeout)
            {
                var tail = string.Join(Environment.NewLine, (await File.ReadAllLinesAsync(_log, cancellationToken)).TakeLast(20));
                throw new SimulatorUsageException($"The host did not become ready. The end of {_log}:{Environment.NewLine}{tail}");
            }

            await Task.Delay(Pause, timeProvider, cancellationToken);
        }
    }

    /// <summary>Asks it to stop as a person would, and insists after a while.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using var kill = Process.Start("sh", ["-c", $"kill -TERM {_process.Id}"]);
            using var patience = new CancellationTokenSource(StopTimeout);
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }

        _process.Dispose();
    }

    private async Task<bool> IsReadyAsync(HttpClient http, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync(new Uri(_url, "/health/ready"), cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
