namespace EventPlatform.EndToEnd.Tests.Monitoring;

public sealed class PromQlTests
{
    [Theory]
    [InlineData("ep_sessions", "ep_sessions")]
    [InlineData("rate(ep_events_out_total{door=\"feed\"}[5m]) > 1e3", "ep_events_out_total")]
    [InlineData("sum by (door, instance) (rate(ep_errors_total[5m]))", "ep_errors_total")]
    [InlineData("sum(rate(ep_a_total[1m])) by (job) / on(job) group_left() ep_b", "ep_a_total,ep_b")]
    [InlineData("histogram_quantile(0.99, sum by (le) (rate(ep_log_delay_seconds_bucket[5m])))", "ep_log_delay_seconds_bucket")]
    [InlineData("up{job=\"eventplatform\"} == 0 and on (instance) pe_sessions offset 5m", "up,pe_sessions")]
    [InlineData("time() - ep_process_start_time_seconds < 600", "ep_process_start_time_seconds")]
    public void Metrics_Expression_AreFound(string expression, string names) =>
        Assert.Equal(names.Split(','), PromQl.Metrics(expression));

    [Fact]
    public void Metrics_BraceNotClosed_IsRefused() => Assert.Throws<FormatException>(() => PromQl.Metrics("ep_sessions{door=\"x\""));
}
