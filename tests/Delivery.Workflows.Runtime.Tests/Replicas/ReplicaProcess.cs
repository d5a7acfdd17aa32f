using System.Diagnostics;
using System.Text;

namespace Delivery.Workflows.Runtime.Tests.Replicas;

/// <summary>A process of <c>Delivery.WorkflowReplica</c>.</summary>
internal sealed class ReplicaProcess : IAsyncDisposable
{
    private const string Project = "Delivery.WorkflowReplica";

    private readonly StringBuilder _output = new();
    private readonly Process _process;

    private ReplicaProcess(Process process) => _process = process;

    public bool HasExited => _process.HasExited;

    /// <summary>What it complained about.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <param name="verb"><c>setup</c> or <c>run</c>.</param>
    /// <param name="connectionString">The database.</param>
    /// <param name="failpoint">Where it kills itself; null for nowhere.</param>
    public static ReplicaProcess Start(string verb, string connectionString, string? failpoint = null)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true };
        start.ArgumentList.Add(FindBinary());
        start.ArgumentList.Add(verb);
        start.ArgumentList.Add(connectionString);
        start.Environment["DELIVERY_FAILPOINT"] = failpoint;
        var replica = new ReplicaProcess(new Process { StartInfo = start });
        replica._process.OutputDataReceived += replica.Keep;
        replica._process.ErrorDataReceived += replica.Keep;
        replica._process.Start();
        replica._process.BeginOutputReadLine();
        replica._process.BeginErrorReadLine();
        return replica;
    }

    public async Task<int> WaitAsync()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    /// <summary>As <c>kill -9</c> does.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static string FindBinary()
    {
        var here = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        return Path.GetFullPath(Path.Combine(here, "..", "..", Project, Path.GetFileName(here), Project + ".dll"));
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_output)
        {
            _output.AppendLine(line.Data);
        }
    }
}
